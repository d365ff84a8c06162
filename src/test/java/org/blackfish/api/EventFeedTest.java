package org.blackfish.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventFeedTest {
    private final EventFeed feed = new EventFeed(3, "run");

    @Test
    void aReaderGetsWhatCameAfterWhatItHasRead() throws InterruptedException {
        feed.add("service", "a");
        feed.add("service", "b");
        assertThat(data(1)).containsExactly("b");
        assertThat(data(2)).isEmpty();
    }

    @Test
    void onlyTheLastEventsAreHeld() throws InterruptedException {
        for (String data : List.of("a", "b", "c", "d")) {
            feed.add("service", data);
        }
        assertThat(data(0)).containsExactly("b", "c", "d");
        assertThat(feed.number("run-1")).isEqualTo(1);
        assertThat(feed.number("run-0")).isEqualTo(-1);
    }

    @Test
    void anIdOfAnotherRunOrOfNoRunIsNotKnown() {
        feed.add("service", "a");
        assertThat(feed.number(feed.id(1))).isEqualTo(1);
        assertThat(feed.number("earlier-1")).isEqualTo(-1);
        assertThat(feed.number("run-2")).isEqualTo(-1);
        assertThat(feed.number("run-x")).isEqualTo(-1);
    }

    @Test
    void aWaitingReaderIsWokenByTheNextEvent() throws Exception {
        CompletableFuture<List<EventFeed.Item>> read = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                read.complete(feed.after(0, Duration.ofSeconds(20)));
            } catch (InterruptedException e) {
                read.completeExceptionally(e);
            }
        });
        feed.add("service", "a");
        assertThat(read.get(10, TimeUnit.SECONDS))
                .extracting(EventFeed.Item::data)
                .containsExactly("a");
    }

    private List<String> data(long after) throws InterruptedException {
        return feed.after(after, Duration.ZERO).stream()
                .map(EventFeed.Item::data)
                .toList();
    }
}
