from __future__ import annotations

from django.urls import path

from depeche.web.relay.archive import ending, views

app_name = "archive"
urlpatterns = [
    path("projekt/<int:project_id>/hent-fil/", views.bring_in, name="bring_in"),
    path("<int:relay_id>/arkiv/", views.page, name="page"),
    path("<int:relay_id>/arkiv/fil/", views.download, name="download"),
    path("<int:relay_id>/arkiv/relay.schema.json", views.schema, name="schema"),
    path("<int:relay_id>/arkiv/slet/", ending.delete, name="delete"),
    path("<int:relay_id>/arkiv/anonymiser/", ending.anonymise, name="anonymise"),
    path("kvittering/<int:erasure_id>/", ending.receipt, name="receipt"),
    path("kvittering/<int:erasure_id>/tekst/", ending.receipt_text, name="receipt_text"),
]
