from __future__ import annotations

from django.urls import path

from depeche.web.projects import views

app_name = "projects"
urlpatterns = [
    path("", views.project_list, name="list"),
    path("nyt/", views.new, name="new"),
    path("<int:project_id>/", views.project, name="project"),
    path("<int:project_id>/medlemmer/", views.members, name="members"),
    path("<int:project_id>/medlemmer/<int:member_id>/rolle/", views.change_role, name="change_role"),
    path("<int:project_id>/medlemmer/<int:member_id>/fjern/", views.remove_member, name="remove_member"),
]
