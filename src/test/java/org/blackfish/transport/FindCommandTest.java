package org.blackfish.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.blackfish.problem.UnknownItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FindCommandTest {
    @TempDir
    Path folder;

    private final Host host = new LocalHost();

    private FindCommand.Tree tree(boolean followLinks) {
        return FindCommand.run(host, folder, 9, followLinks, Duration.ofSeconds(20));
    }

    @Test
    void namesOfEveryKindAreReadWhole() throws IOException {
        Path odd = Files.writeString(folder.resolve("a\tb\nc 'd"), "four");
        Files.setPosixFilePermissions(odd, PosixFilePermissions.fromString("rw-r-----"));
        Files.createSymbolicLink(folder.resolve("lost"), Path.of("nowhere"));
        Files.createSymbolicLink(folder.resolve("found"), odd);
        Found file = tree(false).found().stream()
                .filter(found -> found.path().equals(odd))
                .findFirst()
                .orElseThrow();
        assertThat(file.size()).isEqualTo(4);
        assertThat(file.octal()).isEqualTo("640");
        assertThat(file.isShared()).isFalse();
        assertThat(file.owner()).isEqualTo(System.getProperty("user.name"));
        assertThat(tree(false).found())
                .filteredOn(found -> found.kind() == Found.Kind.LINK)
                .extracting(
                        found -> found.name() + " " + found.link().orElseThrow().end())
                .containsExactlyInAnyOrder("lost MISSING", "found THERE");
        assertThat(tree(true).found())
                .filteredOn(found -> found.name().equals("found"))
                .extracting(Found::kind)
                .containsExactly(Found.Kind.FILE);
        assertThat(tree(false).whole()).isTrue();
    }

    @Test
    void whatIsCutOffOrNoEntryIsLeftOut() {
        assertThat(FindCommand.parse("f\tf\t644\tada\tlab\t5\t1790000000.25\t/x/y\0\0f\tf\t644\tada"))
                .hasSize(1);
        assertThat(FindCommand.parse("nonsense\0")).isEmpty();
    }

    @Test
    void aLinkWhoseEndCannotBeLookedAtIsNotMissing() {
        String link = "\t777\tada\tlab\t5\t1790000000\t/x/y\0/far/z\0";
        assertThat(FindCommand.parse("l\t?" + link + "l\tN" + link + "l\tL" + link + "l\td" + link))
                .extracting(Found::link)
                .containsExactly(
                        Optional.of(new Link("/far/z", Link.End.UNKNOWN)),
                        Optional.of(new Link("/far/z", Link.End.MISSING)),
                        Optional.of(new Link("/far/z", Link.End.MISSING)),
                        Optional.of(new Link("/far/z", Link.End.THERE)));
    }

    @Test
    void aMissingFolderIsUnknown() {
        assertThatThrownBy(() -> FindCommand.run(host, folder.resolve("none"), 1, false, Duration.ofSeconds(5)))
                .isInstanceOf(UnknownItem.class)
                .hasMessageEndingWith("none is not a folder on localhost.");
    }
}
