"""Pages that belong to no area: front page, cookies, health, and the errors."""

from __future__ import annotations

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from depeche.web.common.kept import kept_fields
from depeche.web.common.showcase import example_pair, our_cookies, style_guide


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect("projects:list")
    return render(request, "common/home.html", {"example": example_pair()})


@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    return render(request, "common/cookies.html", {"cookies": our_cookies()})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "common/privacy.html")


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Every shared part of the pages on one page; in the demo only."""
    if not settings.DEMO:
        raise Http404
    return render(request, "common/style.html", style_guide())


@require_safe
def accessibility_statement(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the signature of a view
    """The short address the law wants; the statement itself lives in the authorities' own tool."""
    if not settings.ACCESSIBILITY_STATEMENT_URL:
        raise Http404
    return HttpResponseRedirect(settings.ACCESSIBILITY_STATEMENT_URL)


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the signature of a view
    """The process answers."""
    return HttpResponse("ok", content_type="text/plain")


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - the signature of a view
    """The database answers and has every migration."""
    executor = MigrationExecutor(connection)
    missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    status, word = (503, "migrations missing") if missing else (200, "ok")
    return HttpResponse(word, content_type="text/plain", status=status)


def _error(request: HttpRequest, status: int) -> HttpResponse:
    return render(request, f"common/errors/{status}.html", status=status)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return _error(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return _error(request, 403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001 - Django's signature
    return _error(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return _error(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """The page was left open too long, or cookies are off. What was written is given back, ready to be sent again."""
    context = {"fields": kept_fields(request), "again": request.get_full_path()}
    return render(request, "common/errors/csrf.html", context, status=403)
