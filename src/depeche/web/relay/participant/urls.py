from __future__ import annotations

from django.urls import path

from depeche.web.relay import converters  # noqa: F401 - makes <identifier> known
from depeche.web.relay.doors.urls import VISITOR
from depeche.web.relay.participant import answering, asking, earlier, moderation, quoting, reading, reminders, views

app_name = "participant"
urlpatterns = [
    path("l/<str:token>", views.link, name="link"),
    path("afmeld/<str:token>", reminders.unsubscribe, name="unsubscribe"),
    path("paamindelser/", reminders.reminders, name="reminders"),
    path("velkommen/", views.welcome, name="welcome"),
    path("", views.home, name="home"),
    path("om/", views.about, name="about"),
    path("farvel/", views.leave, name="leave"),
    path("kladde/", asking.draft, name="draft"),
    path("spoerg/", asking.choose, name="choose"),
    path("spoerg/<identifier:recipient_id>/", asking.write, name="write"),
    path("spoerg-igen/<identifier:question_id>/", asking.send_again, name="send_again"),
    path("sendt/<identifier:question_id>/", asking.sent, name="sent"),
    path("svar/<identifier:question_id>/", answering.answer, name="answer"),
    path("svar/<identifier:question_id>/sig-nej/", answering.decline, name="decline"),
    path("svar/<identifier:question_id>/giv-videre/", moderation.pass_on, name="pass_on"),
    path("svar/<identifier:question_id>/meld/", moderation.report, name="report"),
    path("sendt/<identifier:question_id>/skriv-om/", moderation.rewrite, name="rewrite"),
    path("sendt/<identifier:question_id>/tag-tilbage/", moderation.withdraw, name="withdraw"),
    path("svar/<identifier:question_id>/tak/", answering.thanks, name="thanks"),
    path("foer/<identifier:question_id>/", earlier.take_up, name="take_up"),
    path("citater/", quoting.quoting, name="quoting"),
    path("laes/", reading.pairs, name="pairs"),
    path("traad/<identifier:thread_id>/", reading.thread, name="thread"),
    *VISITOR,
]
