"""Addresses of the doors; included among the participant's (`participant:`) and the organiser's (`relay:`)."""

from __future__ import annotations

from django.urls import path

from depeche.web.relay import converters  # noqa: F401 - makes <identifier> and <room_code> known
from depeche.web.relay.doors import desk_views, live_views, stage_views, visitor_views

VISITOR = [
    path("mit-link/", visitor_views.link_again, name="link_again"),
    path("mit-link/paa-vej/", visitor_views.link_sent, name="link_sent"),
    path("rum/", visitor_views.room, name="room"),
    path("rum/navn/", visitor_views.names, name="room_names"),
    path("rum/<room_code:code>/", visitor_views.room, name="room_code"),
    path("live/", live_views.live, name="live"),
    path("live/kladde/", live_views.live_draft, name="live_draft"),
    path("live/nu/", live_views.live_state, name="live_state"),
    path("live/svar/<identifier:question_id>/", live_views.live_answer, name="live_answer"),
]
DESK = [
    path("<int:relay_id>/rum/", desk_views.room, name="room"),
    path("<int:relay_id>/rum/skaerm/", desk_views.room_screen, name="room_screen"),
    path("<int:relay_id>/rum/luk/", desk_views.room_close, name="room_close"),
    path("<int:relay_id>/rum/<int:person_id>/fri/", desk_views.free_seat, name="free_seat"),
    path("<int:relay_id>/live/", stage_views.stage, name="stage"),
    path("<int:relay_id>/live/vaeg/", stage_views.wall, name="wall"),
    path("<int:relay_id>/live/<slug:act>/", stage_views.stage_act, name="stage_act"),
]
