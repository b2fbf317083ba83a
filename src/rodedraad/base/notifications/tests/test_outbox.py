"""The outbox: exactly one mail to one recipient, whatever breaks; and the pages about it."""

import smtplib
from datetime import timedelta
from email import message_from_bytes
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_scopes import scope, scopes_disabled
from django_tasks_db.models import DBTaskResult

from rodedraad.base.accounts.tests.factories import OrganisationFactory, PersonFactory, client_of, visitor_of
from rodedraad.base.notifications import delivery
from rodedraad.base.notifications.actions import queue_message
from rodedraad.base.notifications.models import Message
from rodedraad.base.notifications.tasks import deliver_message, forget_old_work, sweep_outbox
from rodedraad.base.organisations.roles import Role

pytestmark = pytest.mark.django_db
State = Message.State


class Server(BaseEmailBackend):
    """A mail server that keeps what arrives, and first raises the planned troubles."""

    arrived: list[Any] = []
    troubles: list[BaseException] = []
    dies_after = False

    def send_messages(self, mails: list[Any]) -> int:
        if Server.troubles:
            raise Server.troubles.pop(0)
        assert [mail.message() for mail in mails]
        Server.arrived += mails
        if Server.dies_after:
            raise KeyboardInterrupt
        return len(mails)


@pytest.fixture(autouse=True)
def _server(settings) -> None:
    settings.EMAIL_BACKEND, settings.SEND_MAIL = f"{__name__}.Server", True
    Server.arrived, Server.troubles, Server.dies_after = [], [], False


@pytest.fixture
def organisation():
    made = OrganisationFactory(name="Gemeente Dorp", host="dorp.localhost", contact_email="denkmee@dorp.example")
    with scope(organisation=made):
        yield made


def queue(organisation, key: str = "k", **values: Any) -> Message:
    queue_message(organisation=organisation, once_key=key,
                  **{"to": "nel@dorp.example", "subject": "Hallo", "text": "Dag\n", "html": "<p>Dag</p>"} | values)
    return Message.objects.get(once_key=key)


def run(message: Message) -> Message:
    deliver_message.call(message.pk)
    message.refresh_from_db()
    return message


def tasks_of(message: Message) -> list[DBTaskResult]:
    return [task for task in DBTaskResult.objects.filter(task_path__endswith="deliver_message").order_by("enqueued_at")
            if task.args_kwargs["args"] == [message.pk]]


def test_a_mail_goes_to_one_recipient_with_both_texts_and_a_stable_id(organisation):
    message = run(queue(organisation, headers={"X-Test": "1"}))
    assert message.state == State.SENT
    assert message.sent_at
    (mail,) = Server.arrived
    assert mail.to == ["nel@dorp.example"]
    assert mail.cc == mail.bcc == []
    assert mail.reply_to == ["denkmee@dorp.example"]
    assert "Gemeente Dorp" in mail.from_email
    raw = mail.message()
    assert raw["X-Test"] == "1"
    assert raw["Message-ID"] == delivery.message_id(message)
    assert [part.get_content_type() for part in raw.get_payload()] == ["text/plain", "text/html"]


def test_queueing_twice_is_queueing_once_with_one_task(organisation):
    message = queue(organisation)
    queue_message(organisation=organisation, once_key="k", to="nel@dorp.example", subject="x", text="y")
    assert Message.objects.count() == 1
    assert len(tasks_of(message)) == 1


def test_a_message_that_rolls_back_leaves_no_task(organisation):
    with transaction.atomic():
        queue(organisation)
        transaction.set_rollback(True)
    assert not Message.objects.exists()
    assert not DBTaskResult.objects.exists()


def test_running_the_task_many_times_sends_once(organisation):
    message = queue(organisation)
    for _ in range(5):
        run(message)
    assert len(Server.arrived) == 1


def test_two_workers_at_the_same_moment_send_once(organisation):
    message = queue(organisation)
    first, second = delivery.claim(message.pk), delivery.claim(message.pk)
    assert first is not None
    assert second is None


def test_without_sending_a_message_is_kept(organisation, settings):
    settings.SEND_MAIL = False
    assert run(queue(organisation)).state == State.KEPT
    assert Server.arrived == []


@pytest.mark.parametrize("trouble", [
    ConnectionRefusedError(), TimeoutError(), OSError("no route"), smtplib.SMTPServerDisconnected(),
    smtplib.SMTPResponseException(451, b"later"), smtplib.SMTPRecipientsRefused({"nel@dorp.example": (450, b"busy")}),
    smtplib.SMTPAuthenticationError(535, b"wrong password"),
])
def test_passing_trouble_is_tried_again_later_and_sent_once(organisation, trouble):
    message = queue(organisation)
    Server.troubles = [trouble]
    run(message)
    assert message.state == State.QUEUED
    assert message.attempts == 1
    assert "nel@" not in message.error
    assert message.error
    assert timedelta(seconds=50) < message.next_attempt_at - timezone.now() <= timedelta(minutes=1)
    assert tasks_of(message)[1].run_after == message.next_attempt_at
    assert run(message).state == State.SENT
    assert len(Server.arrived) == 1


def test_the_pauses_grow_and_after_three_days_it_failed(organisation):
    message, pauses = queue(organisation), []
    for _ in range(6):
        Server.troubles = [TimeoutError()]
        run(message)
        pauses.append(round((message.next_attempt_at - timezone.now()).total_seconds() / 60))
    assert pauses == [1, 5, 15, 60, 240, 240]
    Message.objects.update(created_at=timezone.now() - timedelta(days=3, minutes=1))
    Server.troubles = [TimeoutError()]
    assert run(message).state == State.FAILED
    assert Server.arrived == []


@pytest.mark.parametrize("trouble", [
    smtplib.SMTPRecipientsRefused({"nel@dorp.example": (550, b"nel@dorp.example unknown")}),
    smtplib.SMTPDataError(554, b"spam"), smtplib.SMTPSenderRefused(553, b"no", "x@y"),
])
def test_a_refusal_for_good_fails_at_once(organisation, trouble):
    message = queue(organisation)
    Server.troubles = [trouble]
    assert run(message).state == State.FAILED
    assert message.error
    assert "nel@" not in message.error
    assert len(tasks_of(message)) == 1


def test_a_subject_with_a_line_end_cannot_add_headers(organisation):
    message = run(queue(organisation, subject="Hallo\r\nBcc: iedereen@dorp.example"))
    assert message.state == State.SENT
    assert "\n" not in Server.arrived[0].subject


def test_an_address_with_a_line_end_fails_and_is_not_sent(organisation):
    assert run(queue(organisation, to="nel@dorp.example\nBcc:x@y.example")).state == State.FAILED
    assert Server.arrived == []


def test_a_worker_killed_before_sending_loses_nothing(organisation):
    message = queue(organisation)
    Server.troubles = [KeyboardInterrupt()]
    with pytest.raises(KeyboardInterrupt):
        run(message)
    message.refresh_from_db()
    assert message.state == State.SENDING
    sweep_outbox.call()
    assert Server.arrived == []
    Message.objects.update(claimed_at=timezone.now() - timedelta(minutes=16))
    sweep_outbox.call()
    message.refresh_from_db()
    assert message.state == State.SENT
    assert len(Server.arrived) == 1


def test_a_worker_killed_right_after_sending_repeats_under_the_same_id(organisation):
    message = queue(organisation)
    Server.dies_after = True
    with pytest.raises(KeyboardInterrupt):
        run(message)
    Server.dies_after = False
    Message.objects.update(claimed_at=timezone.now() - timedelta(minutes=16))
    sweep_outbox.call()
    sweep_outbox.call()
    assert len({mail.extra_headers["Message-ID"] for mail in Server.arrived}) == 1
    assert len(Server.arrived) == 2


def test_a_slow_worker_whose_claim_was_taken_back_does_not_overwrite(organisation):
    message = queue(organisation)
    slow = delivery.claim(message.pk)
    Message.objects.update(claimed_at=timezone.now() - timedelta(minutes=16))
    delivery.sweep()
    quick = delivery.claim(message.pk)
    delivery._settle(quick, state=State.SENT)
    delivery._settle(slow, state=State.FAILED)
    message.refresh_from_db()
    assert message.state == State.SENT


def test_a_message_whose_task_was_lost_is_found_by_the_sweep(organisation):
    message = queue(organisation)
    DBTaskResult.objects.all().delete()
    Message.objects.update(created_at=timezone.now() - timedelta(minutes=20))
    sweep_outbox.call()
    message.refresh_from_db()
    assert message.state == State.SENT


@pytest.mark.enable_socket
def test_a_real_smtp_server_gets_one_recipient_a_mail(organisation, settings):
    class Handler:
        def __init__(self) -> None:
            self.mails: list[Any] = []
            self.refuse = 1

        async def handle_RCPT(self, _server: Any, _session: Any, envelope: Any, address: str, _options: Any) -> str:
            if self.refuse:
                self.refuse -= 1
                return "450 later"
            envelope.rcpt_tos.append(address)
            return "250 OK"

        async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:
            self.mails.append((envelope.rcpt_tos, message_from_bytes(envelope.content)))
            return "250 OK"

    handler = Handler()
    controller = Controller(handler, hostname="127.0.0.1", port=8192)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 8192
    messages = [queue(organisation, key=str(n), to=f"p{n}@dorp.example") for n in range(4)]
    assert run(messages[0]).state == State.QUEUED, "the server is not there yet"
    controller.start()
    try:
        for message in [*messages, messages[0], messages[1]]:
            run(message)
    finally:
        controller.stop()
    assert sorted(to for to, _ in handler.mails) == [[f"p{n}@dorp.example"] for n in range(4)]
    assert all(len(mail.get_all("To")) == 1 and not mail["Cc"] for _, mail in handler.mails)


def test_mail_trouble_never_breaks_the_page(organisation, settings):
    Server.troubles = [ConnectionRefusedError()] * 9
    answer = visitor_of(organisation).post("/inloggen", {"email": "an@dorp.example"})
    assert answer["Location"] == "/inloggen/code"
    assert run(Message.objects.get()).state == State.QUEUED


def test_administrators_see_failures_try_again_and_never_see_a_login_code(organisation):
    boss = client_of(PersonFactory(organisation=organisation, roles=[Role.ADMINISTRATOR]))
    message = queue(organisation)
    Server.troubles = [smtplib.SMTPDataError(554, b"no")]
    run(message)
    assert "nel@dorp.example" in boss.get("/beheer/berichten").content.decode()
    boss.post(f"/beheer/berichten/{message.pk}/opnieuw")
    assert run(message).state == State.SENT
    assert boss.post(f"/beheer/berichten/{message.pk}/opnieuw").status_code == 302
    assert run(message).state == State.SENT
    assert len(Server.arrived) == 1
    visitor_of(organisation).post("/inloggen", {"email": "an@dorp.example"})
    code = Message.objects.get(to="an@dorp.example").text.split("    ")[1][:6]
    page = boss.get("/beheer/berichten?status=queued").content.decode()
    assert code.isdigit()
    assert "an@dorp.example" in page
    assert code not in page


def test_only_administrators_see_the_outbox(organisation):
    for role in set(Role) - {Role.ADMINISTRATOR}:
        client = client_of(PersonFactory(organisation=organisation, roles=[role]))
        assert client.get("/beheer/berichten").status_code == 403
    assert visitor_of(organisation).get("/beheer/berichten").status_code == 302


def test_the_letterbox_is_only_there_in_the_demo(organisation, settings):
    message = queue(organisation, html="<p>Hoi</p><script>x</script>", text="Zie http://dorp.example/over")
    client = visitor_of(organisation)
    assert client.get("/postvak").status_code == client.get(f"/postvak/{message.pk}").status_code == 302
    settings.DEMO = True
    assert "Hallo" in client.get("/postvak?zoek=nel").content.decode()
    assert "Hallo" not in client.get("/postvak?zoek=kees").content.decode()
    page = client.get(f"/postvak/{message.pk}").content.decode()
    assert 'href="http://dorp.example/over"' in page
    assert "<script>x" not in page
    assert "&lt;script&gt;x" in page
    with scopes_disabled():
        stranger = visitor_of(OrganisationFactory())
    assert stranger.get(f"/postvak/{message.pk}").status_code == 404


def test_the_letterbox_asks_a_fixed_number_of_queries(organisation, settings):
    settings.DEMO, counts, client = True, [], visitor_of(organisation)
    client.get("/postvak")
    for number in (1, 3):
        for place in range(number):
            queue(organisation, key=f"{number}.{place}")
        with CaptureQueriesContext(connection) as asked:
            client.get("/postvak")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 4


def test_old_codes_and_sent_mail_are_forgotten(organisation):
    code, sent, failed = queue(organisation, "login_code:1"), queue(organisation, "b"), queue(organisation, "c")
    for message in (code, sent):
        run(message)
    Server.troubles = [smtplib.SMTPDataError(554, b"no")]
    run(failed)
    Message.objects.update(created_at=timezone.now() - timedelta(hours=2))
    Message.objects.filter(pk=sent.pk).update(sent_at=timezone.now() - timedelta(days=91))
    forget_old_work.call()
    assert list(Message.objects.all()) == [failed]
