package org.blackfish.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LaunchFormTest {
    private final LaunchForm form = new LaunchForm();

    @Test
    void whatWasLeftEmptyStaysBlackfishsChoice() {
        var order = form.order("default", null, "key");
        assertThat(order.profile()).isEqualTo("default");
        assertThat(order.idempotencyKey()).isEqualTo("key");
        assertThat(order.name()).isEmpty();
        assertThat(order.partition()).isNull();
        assertThat(order.time()).isNull();
        assertThat(order.options().arguments()).isEmpty();
        assertThat(order.options().trustRemoteCode()).isFalse();
    }

    @Test
    void whatWasTypedIsOrderedWithoutTheBlanksAroundIt() {
        form.setName(" smol ");
        form.setRepo("org/model");
        form.setMinutes(45);
        form.setEngineArguments("--ctx-size=4096\n\n  --flash-attn \n");
        var order = form.order("default", null, "key");
        assertThat(order.name()).isEqualTo("smol");
        assertThat(order.repoId()).isEqualTo("org/model");
        assertThat(order.time()).isEqualTo(Duration.ofMinutes(45));
        assertThat(order.options().arguments()).containsExactly("--ctx-size=4096", "--flash-attn");
    }

    @Test
    void aTypedPartitionBeatsTheOneOfTheTiersThatWereOffered() {
        assertThat(form.order("default", "cpu", "key").partition()).isEqualTo("cpu");
        form.setPartition("gpu");
        assertThat(form.order("default", "cpu", "key").partition()).isEqualTo("gpu");
    }
}
