from __future__ import annotations

from django.urls import path

from depeche.web.relay.participant import answering, asking, reading, views

app_name = "participant"
urlpatterns = [
    path("l/<str:token>", views.link, name="link"),
    path("velkommen/", views.welcome, name="welcome"),
    path("", views.home, name="home"),
    path("om/", views.about, name="about"),
    path("farvel/", views.leave, name="leave"),
    path("kladde/", asking.draft, name="draft"),
    path("spoerg/", asking.choose, name="choose"),
    path("spoerg/<int:recipient_id>/", asking.write, name="write"),
    path("spoerg-igen/<int:question_id>/", asking.send_again, name="send_again"),
    path("sendt/<int:question_id>/", asking.sent, name="sent"),
    path("svar/<int:question_id>/", answering.answer, name="answer"),
    path("svar/<int:question_id>/sig-nej/", answering.decline, name="decline"),
    path("svar/<int:question_id>/tak/", answering.thanks, name="thanks"),
    path("laes/", reading.pairs, name="pairs"),
    path("traad/<int:thread_id>/", reading.thread, name="thread"),
]
