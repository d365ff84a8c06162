package org.blackfish.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.UnknownItem;
import org.blackfish.settings.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilesTest {
    private static final String DELLA = """
        [della]
        schema = slurm
        host = della.example.edu
        user = shamu
        home_dir = /home/shamu/.blackfish
        cache_dir = /shared/.blackfish
        """;
    private static final String LAPTOP = """
        [laptop]
        type = local
        home_dir = ~/bf
        cache_dir = /c/../cache
        """;

    @TempDir
    Path temporary;

    private Path home = Path.of("");
    private Path file = Path.of("");
    private Profiles profiles = new Profiles(Settings.from(Map.of()));

    @BeforeEach
    void aHomeOfItsOwn() {
        home = temporary.resolve("home");
        file = home.resolve("profiles.cfg");
        profiles = new Profiles(Settings.from(Map.of(
                "BLACKFISH_HOME_DIR",
                home.toString(),
                "BLACKFISH_DEFAULT_CACHE_DIR",
                temporary.resolve("100% cache").toString())));
    }

    private void write(String text) throws IOException {
        Files.createDirectories(home);
        Files.writeString(file, text);
    }

    @Test
    void slurmAndLocalSectionsBecomeProfilesInFileOrder() throws IOException {
        write(DELLA + LAPTOP);
        assertThat(profiles.all())
                .containsExactly(
                        new SlurmProfile(
                                "della",
                                "della.example.edu",
                                "shamu",
                                Path.of("/home/shamu/.blackfish"),
                                Path.of("/shared/.blackfish"),
                                false),
                        new LocalProfile(
                                "laptop", Path.of(System.getProperty("user.home"), "bf"), Path.of("/cache"), false));
    }

    @Test
    void theDefaultIsTheMarkedOneThenTheOneCalledDefaultThenTheFirst() throws IOException {
        write(DELLA + LAPTOP + "default = YES\n");
        assertThat(profiles.getDefault().name()).isEqualTo("laptop");
        write(DELLA + LAPTOP.replace("laptop", "default"));
        assertThat(profiles.getDefault().name()).isEqualTo("default");
        write(DELLA + "default = false\n" + LAPTOP);
        assertThat(profiles.getDefault().name()).isEqualTo("della");
    }

    @Test
    void withoutAnyProfileTheSentenceSaysHowToGetOne() {
        assertThat(profiles.all()).isEmpty();
        assertThatThrownBy(profiles::getDefault)
                .isInstanceOf(UnknownItem.class)
                .hasMessage("There is no profile in " + file + "; restart Blackfish to have one made for this machine,"
                        + " or write a section with schema, host, user, home_dir and cache_dir.");
    }

    @Test
    void anUnknownProfileIsAnsweredWithTheKnownOnes() throws IOException {
        assertThatThrownBy(() -> profiles.get("x"))
                .hasMessage("There is no profile \"x\" in " + file + "; it holds none.");
        write(DELLA + LAPTOP);
        assertThatThrownBy(() -> profiles.get("x"))
                .isInstanceOf(UnknownItem.class)
                .hasMessage("There is no profile \"x\" in " + file + "; there are: della, laptop.");
    }

    @Test
    void aSectionOfUnknownSchemaIsLeftOutOfTheListAndExplainedWhenAskedFor() throws IOException {
        write("[cloud]\nschema = k8s\n" + DELLA);
        String sentence =
                "The profile \"cloud\" in " + file + " has the schema \"k8s\"; only \"slurm\" and \"local\" are known.";
        assertThat(profiles.all()).extracting(Profile::name).containsExactly("della");
        assertThat(profiles.problems()).containsExactly(sentence);
        assertThatThrownBy(() -> profiles.get("cloud"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(sentence);
    }

    @Test
    void whereNoSectionIsUsableTheSentenceSaysWhatIsWrongWithEach() throws IOException {
        write("[cloud]\nschema = k8s\n" + DELLA.replace("user = shamu\n", ""));
        assertThatThrownBy(profiles::getDefault)
                .isInstanceOf(UnknownItem.class)
                .hasMessage("There is no usable profile in " + file + "; correct it: The profile \"cloud\" in " + file
                        + " has the schema \"k8s\"; only \"slurm\" and \"local\" are known. The profile \"della\" in "
                        + file + " has no user; add a line \"user = …\".");
    }

    @Test
    void aMissingKeyOrRelativePathIsNamed() throws IOException {
        write(DELLA.replace("user = shamu\n", ""));
        assertThatThrownBy(() -> profiles.get("della"))
                .hasMessage("The profile \"della\" in " + file + " has no user; add a line \"user = …\".");
        write(DELLA.replace("/shared/.blackfish", "shared"));
        assertThatThrownBy(() -> profiles.get("della"))
                .hasMessage(
                        "The profile \"della\" in " + file + " has the cache_dir \"shared\"; give an absolute path.");
    }

    @Test
    void aChangedFileIsReadAgain() throws IOException {
        write(DELLA);
        assertThat(profiles.all()).hasSize(1);
        write(DELLA + LAPTOP);
        assertThat(profiles.all()).hasSize(2);
        Files.delete(file);
        assertThat(profiles.all()).isEmpty();
    }

    @Test
    void theFirstStartMakesADefaultProfileForSlurmOnThisMachine() throws IOException {
        profiles.ensureDefault();
        assertThat(profiles.getDefault())
                .isEqualTo(new SlurmProfile(
                        "default",
                        "localhost",
                        System.getProperty("user.name"),
                        home,
                        temporary.resolve("100% cache"),
                        true));
        assertThat(Files.readString(file)).contains("cache_dir = " + temporary.resolve("100%% cache") + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
                .isEqualTo("rwx------");
    }

    @Test
    void pythonReadsTheFileThatWeWrite() throws IOException, InterruptedException {
        profiles.ensureDefault();
        String script = """
            import configparser, sys
            c = configparser.ConfigParser()
            c.read(sys.argv[1])
            s = c["default"]
            print(s["schema"], s["host"], s["cache_dir"], s.getboolean("default"), sep="|", end="")
            """;
        Process python = new ProcessBuilder("python3", "-c", script, file.toString()).start();
        String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(python.waitFor()).isZero();
        assertThat(said).isEqualTo("slurm|localhost|" + temporary.resolve("100% cache") + "|True");
    }

    @Test
    void commentsAreKeptAndExistingSectionsLeftAlone() throws IOException {
        write("# mine");
        profiles.ensureDefault();
        assertThat(Files.readString(file)).startsWith("# mine\n[default]\n");
        write("[cloud]\nschema = k8s\n");
        profiles.ensureDefault();
        assertThat(Files.readString(file)).isEqualTo("[cloud]\nschema = k8s\n");
    }
}
