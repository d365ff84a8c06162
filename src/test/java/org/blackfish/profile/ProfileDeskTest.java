package org.blackfish.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.UnknownItem;
import org.blackfish.problem.WrongState;
import org.blackfish.settings.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileDeskTest {
    @TempDir
    Path temporary;

    private final List<ProfileRenamed> renames = new ArrayList<>();
    private Path file = Path.of("");
    private Path cache = Path.of("");
    private Profiles profiles = new Profiles(Settings.from(Map.of()));
    private ProfileDesk desk = desk(Settings.from(Map.of()));

    @BeforeEach
    void aHomeOfItsOwn() throws IOException {
        Path home = Files.createDirectory(temporary.resolve("home"));
        cache = Files.createDirectory(temporary.resolve("100% cache"));
        file = home.resolve("profiles.cfg");
        Settings settings = Settings.from(Map.of("BLACKFISH_HOME_DIR", home.toString()));
        profiles = new Profiles(settings);
        desk = desk(settings);
    }

    private ProfileDesk desk(Settings settings) {
        return new ProfileDesk(settings, profiles, new ProfileFolders(new Hosts()), renames::add);
    }

    /** Another one over the same file, whose rows follow as they are told. */
    private ProfileDesk desk(Consumer<ProfileRenamed> following) {
        Path home = temporary.resolve("home");
        Settings settings = Settings.from(Map.of("BLACKFISH_HOME_DIR", home.toString()));
        return new ProfileDesk(settings, profiles, new ProfileFolders(new Hosts()), following);
    }

    private ProfileOrder order(String name, String home) {
        return new ProfileOrder(
                name, "localhost", "shamu", temporary.resolve(home).toString(), cache.toString());
    }

    /** As a person wrote it, with all that such files have. */
    private String byHand() {
        return """
                # Profiles of the lab
                ; kept by Ada

                [della]
                # the old cluster
                Schema: slurm
                host = della.example.edu
                user = shamu
                home_dir = /home/shamu/.blackfish
                cache_dir = /shared/%%d
                account = physics
                default = yes

                # not ours
                [tunnels]
                ports = 8080,
                    8081
                [here]
                type = slurm
                host = localhost
                user = shamu
                root = ROOT
                home_dir = %(root)s/home
                cache_dir = ROOT/100%% cache
                note = first line
                    and second
                """.replace("ROOT", temporary.toString());
    }

    private String text() throws IOException {
        return Files.readString(file);
    }

    @Test
    void theFirstProfileIsTheDefaultAndLaterOnesAreNot() throws IOException {
        assertThat(desk.add(order("lab", "h1")).isDefault()).isTrue();
        assertThat(desk.add(order("other", "h2")).isDefault()).isFalse();
        assertThat(profiles.all()).extracting(Profile::name).containsExactly("lab", "other");
        assertThat(temporary.resolve("h2/models")).isDirectory();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void addingKeepsEveryLineThatIsThere() throws IOException {
        Files.writeString(file, byHand());
        desk.add(order("lab", "h1"));
        assertThat(text()).startsWith(byHand()).endsWith("""

                [lab]
                schema = slurm
                host = localhost
                user = shamu
                home_dir = ROOT/h1
                cache_dir = ROOT/100%% cache
                default = false
                """.replace("ROOT", temporary.toString()));
    }

    @Test
    void aChangeTouchesTheChangedKeysOnly() throws IOException {
        Files.writeString(file, byHand());
        desk.update("here", order("here", "elsewhere"));
        assertThat(text())
                .isEqualTo(byHand().replace("type = slurm\n", "")
                                .replace("home_dir = %(root)s/home", "home_dir = " + temporary.resolve("elsewhere"))
                        + "schema = slurm\n");
        assertThat(profiles.get("here").homeDirectory()).isEqualTo(temporary.resolve("elsewhere"));
        assertThat(profiles.get("here").cacheDirectory()).isEqualTo(cache);
    }

    @Test
    void aChangeOfNothingWritesNothing() throws IOException {
        Files.writeString(file, byHand());
        desk.update("here", order("here", "home"));
        assertThat(text()).isEqualTo(byHand());
    }

    @Test
    void removingLeavesCommentsAndOtherSections() throws IOException {
        Files.writeString(file, byHand());
        desk.remove("della", true);
        assertThat(text())
                .contains("# the old cluster", "# not ours\n[tunnels]", "    8081", "[here]")
                .doesNotContain("[della]", "physics");
        assertThat(profiles.all()).extracting(Profile::name).containsExactly("here");
    }

    @Test
    void theDefaultIsRemovedOnPurposeOnly() throws IOException {
        Files.writeString(file, byHand());
        assertThatThrownBy(() -> desk.remove("della", false))
                .isInstanceOf(WrongState.class)
                .hasMessage("The profile \"della\" is the default one; make another the default first, or add"
                        + " force=true.");
        assertThatThrownBy(() -> desk.remove("nobody", true))
                .isInstanceOf(UnknownItem.class)
                .hasMessageContaining("there are: della, here.");
        assertThat(text()).isEqualTo(byHand());
    }

    @Test
    void oneIsTheDefaultAtATime() throws IOException {
        Files.writeString(file, byHand());
        assertThat(desk.makeDefault("here").isDefault()).isTrue();
        assertThat(profiles.get("della").isDefault()).isFalse();
        assertThat(text()).contains("default = false\n\n# not ours").endsWith("default = true\n");
    }

    @Test
    void rowsFollowANewNameAndAFailureOfThemTakesItBack() throws IOException {
        Files.writeString(file, byHand());
        assertThat(desk.rename("here", "there").name()).isEqualTo("there");
        assertThat(renames).containsExactly(new ProfileRenamed("here", "there"));
        assertThat(text()).isEqualTo(byHand().replace("[here]", "[there]"));
        ProfileDesk failing = desk(rename -> {
            throw new IllegalStateException("no database");
        });
        assertThatThrownBy(() -> failing.rename("there", "nowhere")).hasMessage("no database");
        assertThat(profiles.get("there").name()).isEqualTo("there");
    }

    @Test
    void rowsThatHadFollowedARenameThatFailedComeBackAtTheNextStart() throws IOException {
        Files.writeString(file, byHand());
        ProfileDesk failing = desk(rename -> {
            throw new IllegalStateException("no database");
        });
        assertThatThrownBy(() -> failing.rename("here", "there")).hasMessage("no database");
        failing.settle();
        desk.settle();
        desk.settle();
        assertThat(renames).containsExactly(new ProfileRenamed("there", "here"));
    }

    @Test
    void rowsFollowARenameAfterWhoseFileTheServerWasKilled() throws IOException {
        Files.writeString(file, byHand());
        ProfileDesk killed = desk(rename -> {
            throw new StackOverflowError("as good as a KILL: nobody catches it");
        });
        assertThatThrownBy(() -> killed.rename("here", "there")).isInstanceOf(StackOverflowError.class);
        assertThat(text()).contains("[there]");
        assertThat(desk.rename("della", "pipes").name()).isEqualTo("pipes");
        assertThat(renames).containsExactly(new ProfileRenamed("here", "there"), new ProfileRenamed("della", "pipes"));
        desk.settle();
        assertThat(renames).hasSize(2);
    }

    @Test
    void namesAreCheckedAndTaken() throws IOException {
        Files.writeString(file, byHand());
        assertThatThrownBy(() -> desk.rename("here", "DEFAULT"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("The new_name \"DEFAULT\" cannot name a profile; give 1 to 100 letters, digits, dots,"
                        + " hyphens and underscores, but not DEFAULT.");
        assertThatThrownBy(() -> desk.rename("here", "here"))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("The profile is called \"here\" already.");
        assertThatThrownBy(() -> desk.rename("here", "tunnels"))
                .isInstanceOf(WrongState.class)
                .hasMessage("There is a profile \"tunnels\" already; change it with PUT /api/profiles/tunnels, or"
                        + " choose another name.");
        assertThatThrownBy(() -> desk.update("here", order("there", "home")))
                .isInstanceOf(InvalidInput.class)
                .hasMessage("The name \"there\" is not \"here\"; rename the profile with PUT"
                        + " /api/profiles/here/rename.");
    }

    @Test
    void everyWrongFieldIsNamedAtOnce() {
        ProfileOrder order = new ProfileOrder("a b", "-oProxy", "", "relative", "/c\nache");
        assertThatThrownBy(() -> desk.add(order))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        wrong -> assertThat(wrong.fields())
                                .containsOnlyKeys("name", "host", "user", "home_dir", "cache_dir")
                                .containsEntry(
                                        "host",
                                        "The host \"-oProxy\" is not a host name; give localhost for this machine.")
                                .containsEntry("user", "The user \"\" is not the name of an account.")
                                .containsEntry(
                                        "cache_dir",
                                        "The cache_dir \"/c?ache\" is not an absolute path, such as /scratch/lab."));
    }

    @Test
    void aSharedFolderThatIsNotThereIsAWrongFieldAndNothingIsWritten() {
        ProfileOrder order = new ProfileOrder(
                "lab", "localhost", "shamu", temporary.resolve("h").toString(), "/nowhere/at/all");
        assertThatThrownBy(() -> desk.add(order))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        wrong -> assertThat(wrong.fields().get("cache_dir"))
                                .contains("/nowhere/at/all", "is not a folder on localhost", "ask your admin"));
        assertThat(file).doesNotExist();
    }

    @Test
    void aFileThatCannotBeReadIsNotWritten() throws IOException {
        Files.writeString(file, "[a]\nschema\n");
        assertThatThrownBy(() -> desk.add(order("lab", "h")))
                .isInstanceOf(InvalidInput.class)
                .hasMessageContaining("Line 2 of " + file);
        assertThat(text()).isEqualTo("[a]\nschema\n");
    }

    @Test
    void aLinkToTheFileStaysOneAndTheFileAtItsEndChanges() throws IOException {
        Path real = Files.createDirectory(temporary.resolve("dotfiles")).resolve("profiles.cfg");
        Files.writeString(real, byHand());
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
        Files.createSymbolicLink(file, real);
        desk.add(order("lab", "h1"));
        assertThat(file).isSymbolicLink();
        assertThat(Files.readString(real)).startsWith(byHand()).contains("[lab]");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
                .isEqualTo("rw-r-----");
    }

    @Test
    void whatIsNoUtf8IsReadAroundAndNeverWrittenBackAsSomethingElse() throws IOException {
        byte[] latin = byHand().replace("the old cluster", "caf\u00e9").getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file, latin);
        assertThat(profiles.get("della").name()).isEqualTo("della");
        String sentence =
                "Line 5 of " + file + " is not text in UTF-8: the byte 0xe9 stands there. Nothing was changed;"
                        + " save the file as UTF-8.";
        assertThatThrownBy(() -> desk.add(order("lab", "h1")))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(sentence);
        assertThatThrownBy(() -> desk.rename("here", "there")).hasMessage(sentence);
        assertThat(renames).isEmpty();
        assertThat(Files.readAllBytes(file)).isEqualTo(latin);
        Files.write(file, "# caf\u00e9".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> profiles.ensureDefault()).hasMessageContaining("Line 1 of " + file);
        assertThat(Files.size(file)).isEqualTo(6);
    }

    @Test
    void aProfileOfAnUnknownSchemaCanBeRemovedAndASectionOfAnotherProgramCannot() throws IOException {
        Files.writeString(file, byHand() + "[cloud]\nschema = kubernetes\n[half]\nschema = slurm\n");
        desk.remove("cloud", false);
        desk.remove("half", false);
        assertThat(text()).isEqualTo(byHand());
        assertThatThrownBy(() -> desk.remove("tunnels", true)).isInstanceOf(InvalidInput.class);
        String typed = byHand().replace("[tunnels]", "[tunnels]\ntype = ssh") + "[old]\ntype = local\n";
        Files.writeString(file, typed);
        assertThatThrownBy(() -> desk.remove("tunnels", true)).isInstanceOf(InvalidInput.class);
        assertThat(text()).isEqualTo(typed);
        desk.remove("old", false);
        assertThat(text()).doesNotContain("[old]");
        Files.writeString(file, "[cloud]\nschema = kubernetes\n");
        desk.remove("cloud", false);
        assertThat(text()).isEmpty();
    }

    @Test
    void pythonsConfigParserReadsWhatWeWrite() throws IOException, InterruptedException {
        Files.writeString(file, byHand());
        desk.update("here", order("here", "elsewhere"));
        desk.add(order("lab", "h1"));
        desk.makeDefault("lab");
        desk.rename("here", "there");
        Process python = new ProcessBuilder(
                        "python3",
                        "-c",
                        "import configparser, sys; c = configparser.ConfigParser(); c.read(sys.argv[1]);"
                                + "print(c.sections(), c['there']['home_dir'], c['lab']['cache_dir'], c['lab']['default'],"
                                + " c['della']['default'])",
                        file.toString())
                .start();
        python.waitFor();
        assertThat(new String(python.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8).strip())
                .isEqualTo("['della', 'tunnels', 'there', 'lab'] " + temporary.resolve("elsewhere") + " " + cache
                        + " true false");
    }
}
