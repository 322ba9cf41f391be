from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import IntConverter

from depeche.web.relay.participant import answering, asking, reading, views


class Identifier(IntConverter):
    """A number that fits the databases; a longer one is no address of ours."""

    regex = "[0-9]{1,18}"


register_converter(Identifier, "identifier")
app_name = "participant"
urlpatterns = [
    path("l/<str:token>", views.link, name="link"),
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
    path("svar/<identifier:question_id>/tak/", answering.thanks, name="thanks"),
    path("laes/", reading.pairs, name="pairs"),
    path("traad/<identifier:thread_id>/", reading.thread, name="thread"),
]
