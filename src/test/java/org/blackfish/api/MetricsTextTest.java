package org.blackfish.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricsTextTest {
    @Test
    void figuresAreWrittenAsPrometheusReadsThem() {
        MetricsText text = new MetricsText()
                .add("services", "gauge", "By status.", "status", Map.of("stopped", 2L, "healthy", 1L))
                .add("calls_total", "counter", "All.", 3)
                .add("answered_timestamp_seconds", "When.", Instant.parse("2026-11-22T12:00:00Z"))
                .add("never_timestamp_seconds", "When.", null);
        assertThat(text.toString()).isEqualTo("""
                        # HELP services By status.
                        # TYPE services gauge
                        services{status="healthy"} 1
                        services{status="stopped"} 2
                        # HELP calls_total All.
                        # TYPE calls_total counter
                        calls_total 3
                        # HELP answered_timestamp_seconds When.
                        # TYPE answered_timestamp_seconds gauge
                        answered_timestamp_seconds 1795348800
                        """);
    }
}
