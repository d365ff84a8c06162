package org.blackfish.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.blackfish.problem.AccessRefused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminsTest {
    @TempDir
    Path temporary;

    private final ClosedHosts hosts = new ClosedHosts();
    private final Admins admins = new Admins(hosts);

    private SlurmProfile profile(String host) {
        return new SlurmProfile("default", host, "u", temporary.resolve("home"), temporary.resolve("cache"), true);
    }

    @Test
    void whoeverMayWriteTheCacheIsAdmin() throws IOException {
        Files.createDirectory(temporary.resolve("cache"));
        assertThat(admins.includeUs(profile("localhost"))).isTrue();
        admins.require(profile("localhost"));
    }

    @Test
    void othersAreToldWhichFolderDecidesAndWhatToDo() throws IOException {
        Files.createDirectory(temporary.resolve("cache"));
        hosts.close(temporary.resolve("cache"));
        assertThat(admins.includeUs(profile("localhost"))).isFalse();
        assertThatThrownBy(() -> admins.require(profile("localhost")))
                .isInstanceOf(AccessRefused.class)
                .hasMessage("The admin section is for those who may write " + temporary.resolve("cache")
                        + ", the cache_dir of the profile \"default\", and the account "
                        + System.getProperty("user.name") + " may not; ask its owner for write access.");
    }

    @Test
    void nobodyIsAdminOfACacheThatIsNotThere() {
        assertThat(admins.includeUs(profile("localhost"))).isFalse();
    }

    @Test
    void nobodyIsAdminOfAHostThatCannotBeAsked() {
        Admins real = new Admins(new Hosts());
        assertThat(real.includeUs(profile("della.edu"))).isFalse();
        assertThatThrownBy(() -> real.require(profile("della.edu")))
                .hasMessageContaining("remote clusters come with a later version");
    }
}
