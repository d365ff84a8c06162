package org.blackfish.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.blackfish.problem.Upstream;
import org.blackfish.profile.LocalProfile;
import org.blackfish.profile.Profile;
import org.junit.jupiter.api.Test;

class ClusterStatusesTest {
    private final AtomicInteger asked = new AtomicInteger();
    private final Profile profile = new LocalProfile("p", Path.of("/h"), Path.of("/c"), true);
    private volatile Instant now = Instant.parse("2026-11-27T02:00:00Z");
    private volatile boolean silent;

    private final Scheduler scheduler = new FakeScheduler(at -> new NoAnswer(at, "")) {
        @Override
        public ClusterStatus status() {
            asked.incrementAndGet();
            if (silent) {
                throw new Upstream("squeue", 0, "squeue does not answer.");
            }
            return new ClusterStatus(List.of(), Map.of(), now);
        }
    };

    private final ClusterStatuses statuses =
            new ClusterStatuses(new Schedulers(any -> scheduler, new SlurmMeter()), () -> now);

    private void pass(int seconds) {
        now = now.plus(Duration.ofSeconds(seconds));
    }

    @Test
    void whoeverLooksWithinAMinuteSharesOneAnswer() {
        ClusterStatus first = statuses.of(profile);
        pass(59);
        assertThat(statuses.of(profile)).isSameAs(first);
        pass(1);
        assertThat(statuses.of(profile).at()).isEqualTo(now);
        assertThat(asked).hasValue(2);
    }

    @Test
    void aSilentControllerIsSaidToBeSilentAndAskedAgainAfterAWhile() {
        statuses.of(profile);
        silent = true;
        pass(60);
        assertThatThrownBy(() -> statuses.of(profile)).hasMessage("squeue does not answer.");
        silent = false;
        pass(14);
        assertThatThrownBy(() -> statuses.of(profile)).hasMessage("squeue does not answer.");
        assertThat(asked).hasValue(2);
        pass(1);
        assertThat(statuses.of(profile).at()).isEqualTo(now);
    }
}
