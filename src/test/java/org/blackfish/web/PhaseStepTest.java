package org.blackfish.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PhaseStepTest {
    @Test
    void aNewServiceStandsAtTheFirstOfFourSteps() {
        var line = PhaseStep.line(ServiceRowTest.service());
        assertThat(line).extracting(PhaseStep::word).containsExactly("queued", "starting", "loading", "ready");
        assertThat(line).extracting(PhaseStep::state).containsExactly("now", "todo", "todo", "todo");
        assertThat(line.getFirst().since()).isEqualTo(Instant.parse("2026-11-22T12:00:00Z"));
    }
}
