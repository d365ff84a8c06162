package org.blackfish.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.blackfish.transport.FindCommand;
import org.blackfish.transport.Found;
import org.junit.jupiter.api.Test;

class CacheScanTest {
    private static final Path CACHE = Path.of("/cache");
    private static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    private static Found folder(String path, String owner, Duration age) {
        return new Found(
                CACHE.resolve(path), Found.Kind.FOLDER, Optional.empty(), 0755, owner, "lab", 4096, NOW.minus(age));
    }

    private static List<Finding> findings(String us, Found... found) {
        return new CacheScan(CACHE, us, NOW).findings(new FindCommand.Tree(List.of(found), List.of(), true));
    }

    @Test
    void whatAnAccountUnpackedInThePullFolderOfAnotherIsItsOwnLeftover() {
        Found[] tree = {
            folder("images/.pulling", "ada", Duration.ofDays(3)),
            folder("images/.pulling/x_1.sif", "ada", Duration.ofDays(2)),
            folder("images/.pulling/x_1.sif/blackfish-pull.ofbobofb", "bob", Duration.ofDays(2)),
            folder("images/.pulling/x_1.sif/blackfish-pull.ofbobofb/tmp", "bob", Duration.ofDays(2)),
            folder("images/.pulling/x_1.sif/blackfish-pull.ofadaofa", "ada", Duration.ofDays(2)),
            folder("images/.pulling/x_1.sif/blackfish-pull.nowofbob", "bob", Duration.ofHours(2)),
        };
        assertThat(findings("bob", tree))
                .extracting(Finding::trouble, finding -> finding.path().toString(), Finding::ours)
                .containsExactly(
                        tuple(Trouble.PARTIAL, "/cache/images/.pulling/x_1.sif", false),
                        tuple(Trouble.PARTIAL, "/cache/images/.pulling/x_1.sif/blackfish-pull.ofbobofb", true));
    }
}
