"""The words in which English tells of what code does beyond its arguments and its result.

Begun from the synonyms and hyponyms that WordNet 3.0 has of write, save, store, record, send, contact, notify, print,
remember, vary and random, and chosen by hand: what means something else beside code is left out, what only programmers
say is added. A word with a star is the beginning of words.
"""

from __future__ import annotations

from dataclasses import dataclass

from aidoc_core.code.lookup.speech import Signs


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Words to look for: whole ones, and beginnings. Each set is itself alone: it is looked up by what it is."""

    whole: frozenset[str]
    begins: tuple[str, ...]

    @classmethod
    def read(cls, text: str) -> Words:
        """Words from a list, those with a star as beginnings."""
        words = text.split()
        return cls(
            whole=frozenset(word for word in words if word[-1] != "*"),
            begins=tuple(word[:-1] for word in words if word[-1] == "*"),
        )

    def have(self, word: str) -> bool:
        """Whether a word is among them."""
        return word in self.whole or (bool(self.begins) and word.startswith(self.begins))


@dataclass(frozen=True, slots=True)
class Effect:
    """Something that code does beyond its arguments and its result.

    Attributes:
        name: What it is, for messages.
        alone: Words that tell of it by themselves.
        together: Words that tell of it beside each other, one of each set; the first of them names it.
        denying: The same, where a negation belongs to what is told: "not reproducible".
        signs: What code has that may do it.
        everyday: Whether the words that tell of it beside each other are everybody's, so that code may have them for
            anything.
    """

    name: str
    alone: Words
    together: tuple[tuple[Words, ...], ...]
    denying: tuple[tuple[Words, ...], ...]
    signs: Signs
    everyday: bool = False


def _effect(  # noqa: PLR0913 - a table
    name: str,
    *,
    alone: str,
    signs: str,
    together: tuple[str, ...] = (),
    denying: tuple[str, ...] = (),
    everyday: bool = False,
) -> Effect:
    return Effect(
        name=name,
        alone=Words.read(alone),
        together=tuple(tuple(map(Words.read, each.split("|"))) for each in together),
        denying=tuple(tuple(map(Words.read, each.split("|"))) for each in denying),
        signs=Signs.read(signs),
        everyday=everyday,
    )


_LATER = "later subsequent* repeated further next following second another identical"
_NOT = "not never no isn't cannot only without avoid* unless hardly nor neither doesn't don't"

EFFECTS = (
    _effect(
        "random numbers",
        alone="random* randomi* pseudorandom* pseudo-random* shuffl* stochastic* nondeterminis* non-determinis*"
        " seed seeds seeded seeding uuid uuids guid dice coin lottery jitter* probabilistic* unpredictab* gibbs"
        " monte rng sampled sampling resampl* bootstrapp* unseeded raffle",
        together=(
            (
                "differ differs differing different* vary varies varied"
                " chang*|run runs times call calls execution*"
                " invocation*|each"
                " every between from across per"
            ),
            "draw draws drawn drawing|from|distribution* population* uniform* normal* set list candidates input pool",
            "picked pick picks chosen choose chooses selected|chance uniformly luck hazard probability",
            "by|chance luck",
            "samples|from",
            "noise noisy|adds added adding inject* gaussian white perturb* drawn simulat*",
            "gaussian|adds added adding drawn perturb*",
            "may might can could|differ|calls runs executions invocations",
            "different varying|result results outcome|calls runs executions invocations|identical same repeated",
        ),
        denying=(
            f"deterministic reproducible repeatable predictable|{_NOT}",
            "same identical|not never|runs calls twice time result results outcome",
        ),
        signs="rand *random shuffl uuid *uuid =choice =choices nois stochas =rng seed sampl monte jitter"
        " dropout bernoulli permutation =gauss faker entropy +import_secrets +secrets.token +secrets.choice",
        everyday=True,
    ),
    _effect(
        "the network",
        alone="network* internet online http https tcp udp ftp ssh dns socket* server* webservice* web-service* web"
        " website*"
        " webserver* endpoint* download* upload* webhook* websocket* cloud bandwidth telemetry round-trip* roundtrip*"
        " remotely ping* smtp imap rpc grpc rest-api graphql curl wi-fi ethernet intranet firewall handshake*",
        together=(
            (
                "api|call* quer* rest remote request* external contact* limit* rate web access* consult* hit* public"
                " third-party ask*"
            ),
            (
                "request requests|send* sent issue* made make makes making retr* get put post patch delete fire*"
                " answer*"
                " timeout* server service response* outgoing dispatch* throttl*"
            ),
            "post put get|request",
            "response|server service await* wait* http status remote request",
            (
                "connection connections|open* require* need* lost drop* refus* establish* network database"
                " re-establish*"
                " internet time* keep-alive pool* remote host made make makes"
            ),
            "client clients|connected push* broadcast* notif* send* sent",
            "trip trips|round backend server",
            "remote|server* host* service* machine* peer* endpoint* api apis repositor* resource* url urls backend*",
            "service services|contact* call* web remote external talk* quer* third-party online ask* rely relies",
            "backend|contact* call* round send* sent push* talk* quer* reach* request*",
            "host hosts|remote reach* contact* connect* unreachable",
            "email emails e-mail e-mails mail sms|send* sent deliver* receiv* notif*",
            "wire|over",
            "peer peers|send* sent connect* broadcast* announc*",
            "fetch*|web api url service repository",
            "stream* push* publish* post* transmit*|subscribers queue topic broker clients listeners channel",
            "message messages|broker queue",
            "package* byte* data value* result* outcome*|transmit* transmission",
        ),
        signs="http *http *url *socket *request fetch server =api =apis remote network =client =clients send"
        " connector *download *upload =web webs webh webd ftp *ssh =host =hosts hostname rpc grpc =boto =boto3"
        " botocore =aws =gcp kafka amqp redis mongo smtp imap mail proxy telnet broker =ssl =dns =port =ports dsn"
        " ipc zmq webhook",
    ),
    _effect(
        "the file system",
        alone="file files disk disks directory directories folder folders filesystem* file-system* tempfile* filename*"
        " csv xlsx spreadsheet* logfile* subdirector* subfolder* checkpoint* persist* mkdir hard-drive pathname*"
        " backup* pickled tarball* zipped unzip* symlink* hardlink*",
        together=(
            "writ* written wrote|out drive storage permanent* location excel working report reports json yaml xml",
            (
                "sav* stor* keep kept dump* export* flush* archiv* load* loads read reads restor*|drive storage"
                " permanent* excel parquet sqlite"
            ),
            (
                "save saves saved saving dump dumps dumped dumping export exports exported exporting|state"
                " result"
                " results outcome output everything data progress changes settings configuration copy report value"
                " values"
            ),
            "folder path|creat* writ* sav*",
            "excel word pdf|document documents file export*",
            "drive|hard",
        ),
        signs="*path *file =write =writes writer save dump disk =discs director folder mkdir"
        " =open =opens =opened =opener =fopen =reopen"
        " unlink shelve sqlite"
        " h5py zipf tarf csv +joblib.dump +joblib.load export checkpoint =fs fsspec pickle =tmp tempf rmtree"
        " listdir backup",
    ),
    _effect(
        "the environment",
        alone="environment-variable* env environ getenv envvar* dotenv .env setenv",
        together=(
            "variable variables|shell process export* unset consult* prefix* honou* honor* searched locale",
            "shell|variable* provid* export* session's user's login",
            (
                "environment|read* overrid* set sets setting settings taken consult* process look* variable* depend*"
                " from os export*"
            ),
            "export exporting exported|variable* shell override* turn* set",
        ),
        signs="environ getenv =env =envs envvar dotenv decouple =setenv virtualenv",
    ),
    _effect(
        "the clock",
        alone="sleeps sleeping pauses timestamp* today today's clock wall-clock wallclock",
        together=(
            "time|current system wall elapsed measur* local utc",
            ("seconds second moment while briefly delay pause interval|wait* paus* sleep* block* between before retr*"),
            "delay pause|add* small short",
            "date|current today's system",
            "pauses|briefly before between for",
        ),
        signs="time sleep date clock =now delay wait paus stamp second interval timeout tick calendar",
    ),
    _effect(
        "a log",
        alone="log logs logged logging logger* print prints printed printing console stdout stderr terminal warn warns"
        " warning warnings syslog echoed echoes debug tracing traces verbosity",
        together=(
            (
                "message messages notice notices diagnostic* hint hints note notes|emit* show* shown display* print*"
                " report* issue* writ* written debug* output trigger* rais*"
            ),
            "output|standard debug console terminal produce* diagnostic",
            (
                "reported announced recorded|console user problems problem failures errors event events journal module"
                " level channel trail"
            ),
            "report reports|problems errors failures progress user console",
            "display* shown shows show|screen user console window",
            "user users|notif* alert* inform* told tells warn*",
            "alert alerts audit|trail rais* issue* emit* trigger* user",
            "event events step steps call calls|recorded audit* journal*",
        ),
        signs="=log =logs logg *logger logged warn print *print echo =stdout =stderr console debug verbos syslog"
        " traceback structlog loguru",
    ),
    _effect(
        "progress",
        alone="progress-bar*",
        together=("progress|report* show* shown bar* display* indicat* print* visib* announc* output", "bar|progress"),
        signs="tqdm progress =log logg *logger print callback report",
    ),
    _effect(
        "another process",
        alone="subprocess* sub-process* daemon* shells",
        together=(
            (
                "process processes program executable binary|external separate child spawn* fork* launch* start*"
                " invok*"
                " new execut* background worker* another"
            ),
            "command|shell external execut* system launch* invok* spawn* runs",
            "shell|run runs execut* invok* command launch* spawn*",
            "program|external runs launch* start*",
        ),
        signs="*process popen =system =exec exec spawn =shell command fork =run pool worker program",
    ),
    _effect(
        "a cache",
        alone="cach* memo memoi* lru lru_cache evict* ttl",
        together=(
            (
                "comput* calculat* evaluat* determin* derived created built loaded worked|once|only just kept keep"
                " reus*"
                " then thereafter afterwards first remain* serv*"
            ),
            "reus* re-us*|result results value values call calls earlier comput* previous* calculated outcome outcomes",
            (
                "remember* recall* retain* memoris* memoriz*|result results value values last call calls"
                " earlier previous outcome outcomes answer answers"
            ),
            (
                f"{_LATER}|call calls use uses access accesses request invocation invocations|cheap* fast* faster free"
                " instant* immediate* quick* stored reus* skip* speed* cost* served"
            ),
            "stored kept saved held|call calls use uses access|later subsequent* repeated next between",
            "first initial|access call use|comput* calculat* work then afterwards thereafter lazily built evaluat*",
            (
                "expire expires expired expiry invalidat* stale outdated|entry entries result results value"
                " values|after"
                " minute* hour* second* day* changes"
            ),
            "speed* sped|calls call|earlier subsequent later repeated",
            "results result values value|earlier previous past|calls call|kept stored reused looked found",
            "already|comput* calculat* known evaluat*|return* reus* again stored",
        ),
        denying=(
            (
                "recomput* recalculat* re-evaluat* reevaluat* recalculated|only not never without unless avoid* if"
                " when"
                " until nor needless* unnecessar*"
            ),
            "comput* calculat* evaluat* work done|not never avoid* without no|again twice",
        ),
        signs="*cach memo lru =ttl precomput *remember",
        everyday=True,
    ),
    _effect(
        "the command line",
        alone="command-line* commandline* cli subcommand* sub-command* argv argparse console-script* sys.argv optparse",
        together=(
            "exit|code status",
            "terminal|run runs start* invok* call*",
            "option options flag flags switch|long short command program's started tool invok*",
            "tool program script|invok* started running launched|with option* argument* from shell terminal",
            "shell|invoke run runs command type",
        ),
        signs="argparse *argparse =click *argv typer optparse docopt =cli =clis getopt cmdline commandline"
        " subcommand subparser absl flagvalues +command_line +command-line +console_scripts",
        everyday=True,
    ),
    _effect(
        "a database",
        alone="database databases sql",
        together=(
            "transaction|commit* roll* begin* begun database within",
            "table row rows|database insert* queried sql",
        ),
        signs="*sql database *database =db cursor transaction commit query querie dbapi mongo orm",
    ),
)
"""The effects that sentences are read for."""
