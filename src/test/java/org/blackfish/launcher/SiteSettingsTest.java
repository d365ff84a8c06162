package org.blackfish.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code session-settings} hands from site.conf to the portal's templates, in the locale of a web server. */
class SiteSettingsTest {
    @TempDir
    private Path folder;

    private Bash settings(String locale, String line) throws IOException {
        Path site = Files.writeString(folder.resolve("site.conf"), line + "\n");
        return Bash.run(Map.of("LC_ALL", locale), "exec ood-app/bin/session-settings --file \"$1\" blackfish", site);
    }

    @Test
    void optionsOfSbatchAreAsciiWhateverTheLocale() throws IOException {
        for (String locale : List.of("C", "C.UTF-8")) {
            Bash refused = settings(locale, "native_slurm=--account=größe");
            assertThat(refused.status()).isEqualTo(1);
            assertThat(refused.said())
                    .contains(
                            "Line 1 of ",
                            "sets native_slurm to \"--account=größe\"; it must be options of sbatch in plain"
                                    + " ASCII, a space between two.");
            assertThat(settings(locale, "native_slurm=--account=a --comment=x~!")
                            .said())
                    .contains("site_native_slurm=--account=a\\ --comment=x~\\!\n");
        }
    }

    @Test
    void namesOfFoldersMayHoldAnyLetter() throws IOException {
        assertThat(settings("C.UTF-8", "shared_cache_dir=/größe").said()).contains("site_shared_cache_dir=/größe\n");
    }
}
