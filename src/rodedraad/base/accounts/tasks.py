"""Cleaning up what logging in leaves behind."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone
from django_scopes import scopes_disabled
from django_tasks import task

from rodedraad.base.core.limits import forget_old

from .models import Account, ApiKey, LoginCode


@task()
def forget_old_logins() -> None:
    """Delete codes and accounts that were never used, ended sessions, expired keys and old counters."""
    now = timezone.now()
    with scopes_disabled():
        LoginCode.objects.filter(expires_at__lt=now - timedelta(hours=1)).delete()
        ApiKey.objects.filter(expires_at__lt=now - timedelta(days=30)).delete()
        Account.objects.filter(people=None, created_at__lt=now - timedelta(days=1)).delete()
    Session.objects.filter(expire_date__lt=now).delete()
    forget_old()
