package org.blackfish.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.blackfish.service.Phase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChatChoiceTest {
    private static final ChatService NEWEST = service("newest", Phase.READY);
    private static final ChatService OLDER = service("older", Phase.READY);
    private static final List<ChatService> READY = List.of(NEWEST, OLDER);

    @Test
    void withoutAWishTheNewestReadyServiceIsChosen() {
        assertThat(choose(null)).isEqualTo(new ChatChoice(NEWEST.id(), null, null));
        assertThat(choose(" ")).isEqualTo(new ChatChoice(NEWEST.id(), null, null));
    }

    @Test
    void theReadyServiceOfTheAddressIsChosen() {
        assertThat(choose(OLDER.id().toString())).isEqualTo(new ChatChoice(OLDER.id(), null, null));
    }

    @Test
    void aServiceThatStillLoadsIsNamedWithItsPhaseAndAnotherIsOffered() {
        ChatService loading = service("slow", Phase.LOADING);
        ChatChoice choice = ChatChoice.of(READY, loading.id().toString(), id -> Optional.of(loading));
        assertThat(choice.chosen()).isEqualTo(NEWEST.id());
        assertThat(choice.wanted()).isEqualTo(loading.id());
        assertThat(choice.sentence()).contains("“slow” is loading", "as soon as it is ready");
    }

    @Test
    void aServiceThatEndedIsSaidToHaveEnded() {
        ChatService ended = service("old", Phase.ENDED);
        assertThat(ChatChoice.of(List.of(), ended.id().toString(), id -> Optional.of(ended)))
                .isEqualTo(new ChatChoice(null, ended.id(), "“old” has ended and answers no more."));
    }

    @Test
    void anAddressThatNamesNoServiceIsToldSo() {
        for (String asked : List.of(UUID.randomUUID().toString(), "nonsense")) {
            ChatChoice choice = choose(asked);
            assertThat(choice.chosen()).isEqualTo(NEWEST.id());
            assertThat(choice.wanted()).isNull();
            assertThat(choice.sentence()).contains("does not exist any more");
        }
    }

    @Test
    void withNothingReadyNothingIsChosen() {
        assertThat(ChatChoice.of(List.of(), null, id -> Optional.empty()).chosen())
                .isNull();
    }

    private static ChatChoice choose(@Nullable String asked) {
        return ChatChoice.of(READY, asked, id -> Optional.empty());
    }

    private static ChatService service(String name, Phase phase) {
        return new ChatService(UUID.randomUUID(), name, "org/model", "vllm", phase);
    }
}
