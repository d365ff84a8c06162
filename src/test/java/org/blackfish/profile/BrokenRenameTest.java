package org.blackfish.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.blackfish.problem.InvalidInput;
import org.blackfish.settings.Settings;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a rename that broke off leaves is followed once, and before anything else is changed. */
class BrokenRenameTest {
    private static final ProfileRenamed CUT = new ProfileRenamed("here", "there");

    @TempDir
    Path home;

    private final List<ProfileRenamed> renames = new ArrayList<>();

    @BeforeEach
    void twoProfiles() throws IOException {
        Files.createDirectories(home.resolve("cache"));
        Files.writeString(file(), section("della") + section("here"));
    }

    private Path file() {
        return home.resolve("profiles.cfg");
    }

    private String section(String name) {
        return "[" + name + "]\nschema = slurm\nhost = localhost\nuser = shamu\nhome_dir = " + home.resolve(name)
                + "\ncache_dir = " + home.resolve("cache") + "\n";
    }

    private ProfileOrder order(String name) {
        return new ProfileOrder(
                name,
                "localhost",
                "shamu",
                home.resolve(name).toString(),
                home.resolve("cache").toString());
    }

    private ProfileDesk desk(Consumer<ProfileRenamed> following) {
        Settings settings = Settings.from(Map.of("BLACKFISH_HOME_DIR", home.toString()));
        return new ProfileDesk(settings, new Profiles(settings), new ProfileFolders(new Hosts()), following);
    }

    private void cutInTwo() {
        ProfileDesk killed = desk(rename -> {
            throw new StackOverflowError("as good as a KILL: nobody catches it");
        });
        assertThatThrownBy(() -> killed.rename("here", "there")).isInstanceOf(StackOverflowError.class);
    }

    @Test
    void everyChangeLetsTheRowsFollowFirst() {
        List<Consumer<ProfileDesk>> changes = List.of(
                desk -> desk.add(order("lab")),
                desk -> desk.update("della", order("della")),
                desk -> desk.makeDefault("della"),
                desk -> desk.remove("lab", true));
        for (Consumer<ProfileDesk> change : changes) {
            cutInTwo();
            change.accept(desk(renames::add));
            assertThat(renames).containsExactly(CUT);
            desk(renames::add).rename("there", "here");
            renames.clear();
        }
    }

    @Test
    void aRenameThatTheFileDoesNotTakeIsNotFollowedLater() throws IOException {
        Files.writeString(file(), section("here") + "# caf\u00e9\n", StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> desk(renames::add).rename("here", "there")).isInstanceOf(InvalidInput.class);
        Files.writeString(file(), section("there"));
        desk(renames::add).settle();
        assertThat(renames).isEmpty();
    }

    @Test
    void whatAnotherProgramWroteMeanwhileStaysWhenARenameIsTakenBack() throws IOException {
        ProfileDesk failing = desk(rename -> {
            append(section("new"));
            throw new IllegalStateException("no database");
        });
        assertThatThrownBy(() -> failing.rename("here", "there")).hasMessage("no database");
        assertThat(Files.readString(file())).isEqualTo(section("della") + section("here") + section("new"));
    }

    private void append(String text) {
        try {
            Files.writeString(file(), text, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aFileTooLargeToBeReadWholeIsNotWritten() throws IOException {
        append("# " + "x".repeat(1024 * 1024) + "\n" + section("last"));
        long size = Files.size(file());
        assertThatThrownBy(() -> desk(renames::add).add(order("lab")))
                .isInstanceOf(InvalidInput.class)
                .hasMessage(file() + " is larger than 1 MiB, so nothing was changed; take out of it what is not about"
                        + " profiles.");
        assertThat(file()).hasSize(size);
    }
}
