"""The words each of which tells of what code does beyond its arguments and its result.

What several words tell together is for the recogniser's weights. Begun from the synonyms and hyponyms that WordNet 3.0
has of write, save, store, record, send, contact, notify, print, remember, vary and random, and chosen by hand: what
means something else beside code is left out, what only programmers say is added. A word with a star is the
beginning of words.
"""

from __future__ import annotations

from dataclasses import dataclass

from aidoc_core.code.lookup.speech import Signs


@dataclass(frozen=True, slots=True)
class Words:
    """Words to look for: whole ones, and beginnings."""

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
        words: Words each of which tells of it by itself.
        signs: What code has that may do it.
        acts: Signs without which code that runs outside of the module does not do it, where it is narrower than
            `signs`: code has paths, and writes no file.
        has_own_signs: Whether nothing but these signs bears it out, not even the very word in the code.
    """

    name: str
    words: Words
    signs: Signs
    acts: Signs | None
    has_own_signs: bool = False


def _effect(name: str, *, words: str, signs: str, acts: str = "", has_own_signs: bool = False) -> Effect:
    return Effect(
        name=name,
        words=Words.read(words),
        signs=Signs.read(signs),
        acts=Signs.read(acts) if acts else None,
        has_own_signs=has_own_signs,
    )


EFFECTS = (
    _effect(
        "random numbers",
        words="random* randomi* pseudorandom* pseudo-random* shuffl* stochastic* nondeterminis* non-determinis*"
        " seed seeds seeded seeding uuid uuids guid dice coin lottery jitter* probabilistic* unpredictab* gibbs"
        " monte rng sampled sampling resampl* bootstrapp* unseeded raffle",
        signs="rand *random shuffl uuid *uuid =choice =choices nois stochas =rng seed sampl monte jitter"
        " dropout bernoulli permutation =gauss faker entropy +import_secrets +secrets.token +secrets.choice",
    ),
    _effect(
        "the network",
        words="network* internet online http https tcp udp ftp ssh dns socket* server* webservice* web-service* web"
        " website* webserver* endpoint* download* upload* webhook* websocket* cloud bandwidth telemetry round-trip*"
        " roundtrip* remotely ping* smtp imap rpc grpc rest-api graphql curl wi-fi ethernet intranet firewall"
        " handshake*",
        signs="http *http *url *socket *request fetch server =api =apis remote network =client =clients send"
        " connector *download *upload =web webs webh webd ftp *ssh =host =hosts hostname rpc grpc =boto =boto3"
        " botocore =aws =gcp kafka amqp redis mongo smtp imap mail proxy telnet broker =ssl =dns =port =ports dsn"
        " ipc zmq webhook",
    ),
    _effect(
        "the file system",
        words="file files disk disks directory directories folder folders filesystem* file-system* tempfile* filename*"
        " csv xlsx spreadsheet* logfile* subdirector* subfolder* checkpoint* persist* mkdir hard-drive pathname*"
        " backup* pickled tarball* zipped unzip* symlink* hardlink*",
        signs="*path *file =write =writes writer save dump disk =discs director folder mkdir"
        " =open =opens =opened =opener =fopen =reopen"
        " unlink shelve sqlite h5py zipf tarf csv +joblib.dump +joblib.load export checkpoint =fs fsspec pickle =tmp"
        " tempf rmtree listdir backup",
        acts="writ *write save *save +.dump( =open =opens =opened =opener =fopen mkdir makedir =touch unlink renam"
        " symlink shelve sqlite h5py hdf zarr parquet excel xlsx netcdf csv zipf tarf export checkpoint persist pickle"
        " =tmp tempf rmtree backup copyf copyt shutil flush tofile filehand popen subprocess =system =fs fsspec =disk"
        " +os.remove +os.replace +os.truncate",
    ),
    _effect(
        "the environment",
        words="environment-variable* env environ getenv envvar* dotenv .env setenv",
        signs="environ getenv =env =envs envvar dotenv decouple =setenv virtualenv",
    ),
    _effect(
        "the clock",
        words="sleeps sleeping pauses delay delays timestamp* today today's clock wall-clock wallclock",
        signs="time sleep date clock =now delay wait paus stamp second interval timeout tick calendar",
    ),
    _effect(
        "a log",
        words="log logs logged logging logger* print prints printed printing console stdout stderr terminal warn warns"
        " warning warnings syslog echoed echoes debug tracing traces verbosity",
        signs="=log =logs logg *logger logged warn print *print echo =stdout =stderr console debug verbos syslog"
        " traceback structlog loguru",
    ),
    _effect(
        "progress",
        words="progress-bar*",
        signs="tqdm progress =log logg *logger print callback report",
    ),
    _effect(
        "another process",
        words="subprocess* sub-process* daemon* shells",
        signs="*process popen =system =exec exec spawn =shell command fork =run pool worker program",
    ),
    _effect(
        "a cache",
        words="cach* memo memoi* lru lru_cache evict* ttl",
        signs="*cach memo lru =ttl precomput *remember",
    ),
    _effect(
        "the command line",
        words="command-line* commandline* cli subcommand* sub-command* argv argparse console-script* sys.argv optparse",
        signs="argparse *argparse =click *argv typer optparse docopt =cli =clis getopt cmdline commandline"
        " subcommand subparser absl flagvalues +command_line +command-line +console_scripts",
        has_own_signs=True,
    ),
    _effect(
        "a database",
        words="database databases sql",
        signs="*sql database *database =db cursor transaction commit query querie dbapi mongo orm",
    ),
)
"""The effects that sentences are read for."""
