from __future__ import annotations

from django.urls import path

from depeche.web.relay.doors.urls import DESK
from depeche.web.relay.imports import views as imports
from depeche.web.relay.organiser import (
    acts,
    groups,
    mails,
    moderation,
    people,
    returned,
    rounds,
    rules_page,
    running,
    setup,
)

app_name = "relay"
SETUP = [
    path("projekt/<int:project_id>/ny/", setup.new, name="new"),
    path("<int:relay_id>/emne/", setup.topic, name="topic"),
    path("<int:relay_id>/ord/", setup.keywords, name="keywords"),
    path("<int:relay_id>/grupper/", groups.groups, name="groups"),
    path("<int:relay_id>/grupper/<int:group_id>/navn/", groups.rename_group, name="rename_group"),
    path("<int:relay_id>/regler/", rules_page.rules, name="rules"),
    path("<int:relay_id>/mails/", mails.mail_list, name="mails"),
    path("<int:relay_id>/mails/proev/", mails.send_trial, name="send_trial"),
    path("<int:relay_id>/mails/<slug:kind>/", mails.mail_text, name="mail_text"),
    path("<int:relay_id>/mails/<slug:kind>/html/", mails.mail_html, name="mail_html"),
    path("<int:relay_id>/tidsrum/", setup.window, name="window"),
    path("<int:relay_id>/start/", setup.start, name="start"),
    path("<int:relay_id>/som-deltager/", setup.preview, name="preview"),
]
PEOPLE = [
    path("<int:relay_id>/deltagere/", people.people, name="people"),
    path("<int:relay_id>/deltagere/tilfoej/", people.add, name="add_people"),
    path("<int:relay_id>/deltagere/liste/<int:import_id>/", imports.state, name="import"),
    path("<int:relay_id>/deltagere/liste/<int:import_id>/valg/", imports.decide, name="import_decide"),
    path("<int:relay_id>/deltagere/<int:person_id>/", people.person, name="person"),
    path("<int:relay_id>/deltagere/<int:person_id>/fjern/", people.remove, name="remove_person"),
    path("<int:relay_id>/deltagere/<int:person_id>/send-igen/", acts.resend, name="resend"),
    path("<int:relay_id>/deltagere/<int:person_id>/retur/", returned.ignore_returned, name="ignore_returned"),
    path("<int:relay_id>/deltagere/<int:person_id>/pause/", acts.suspend, name="suspend"),
    path("<int:relay_id>/deltagere/<int:person_id>/med-igen/", acts.restore, name="restore"),
    path("<int:relay_id>/deltagere/<int:person_id>/nyt-link/", acts.new_link, name="new_link"),
]
RUNNING = [
    path("<int:relay_id>/", running.relay, name="relay"),
    path("<int:relay_id>/overblik/", running.monitor, name="monitor"),
    path("<int:relay_id>/luk/", acts.close_now, name="close_now"),
    path("<int:relay_id>/ny-runde/", rounds.new_round, name="new_round"),
    path("<int:relay_id>/paamind/<slug:kind>/", acts.remind, name="remind"),
    path("<int:relay_id>/mail/<int:mail_id>/", acts.settle_mail, name="settle_mail"),
]
MODERATION = [
    path("<int:relay_id>/meldte/", moderation.moderation, name="moderation"),
    path("<int:relay_id>/meldte/log.csv", moderation.moderation_log, name="moderation_log"),
    path("<int:relay_id>/meldte/<int:question_id>/<slug:act>/", moderation.settle, name="settle"),
]
urlpatterns = [*SETUP, *PEOPLE, *RUNNING, *MODERATION, *DESK]
