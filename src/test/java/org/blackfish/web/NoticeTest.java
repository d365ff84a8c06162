package org.blackfish.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.blackfish.problem.AccessRefused;
import org.blackfish.problem.CommandFailed;
import org.blackfish.problem.DeadlinePassed;
import org.blackfish.problem.InvalidInput;
import org.blackfish.problem.UnknownItem;
import org.blackfish.problem.WrongState;
import org.junit.jupiter.api.Test;

class NoticeTest {
    @Test
    void wrongInputKeepsEverySentenceWithItsField() {
        var notice = Notice.of(new InvalidInput(Map.of("name", "The name is too long.")));
        assertThat(notice.fields()).containsEntry("name", "The name is too long.");
        assertThat(notice.way()).isEqualTo(Notice.Way.STAY);
    }

    @Test
    void somethingUnknownIsAWarningAndLeadsBackToTheList() {
        var notice = Notice.of(new UnknownItem("service", "42"));
        assertThat(notice.level()).isEqualTo(Notice.Level.WARNING);
        assertThat(notice.way()).isEqualTo(Notice.Way.BACK_TO_LIST);
        assertThat(notice.sentence()).isEqualTo("There is no service \"42\".");
    }

    @Test
    void aRefusalLeadsToTheRefusalPage() {
        assertThat(Notice.of(new AccessRefused("/srv", "You may not read /srv."))
                        .way())
                .isEqualTo(Notice.Way.REFUSAL);
    }

    @Test
    void aFailedCommandShowsItsOwnMessageAndFoldsTheRestAway() {
        var notice = Notice.of(
                new CommandFailed("localhost", List.of("sbatch", "start.sh"), 1, "sbatch: error: Invalid account\n"));
        assertThat(notice.headline()).isEqualTo("sbatch said no");
        assertThat(notice.sentence()).isEqualTo("sbatch: error: Invalid account");
        assertThat(notice.details()).isEqualTo("sbatch start.sh\nexit code 1 on localhost");
    }

    @Test
    void aPassedDeadlineSaysThatItMayStillBeRunning() {
        assertThat(Notice.of(new DeadlinePassed("sbatch", "localhost", Duration.ofSeconds(60)))
                        .sentence())
                .contains("may still be running");
    }

    @Test
    void aWrongStateStaysOnThePage() {
        var notice = Notice.of(new WrongState("smol", "ready", "ended", "smol still runs; stop it first."));
        assertThat(notice.way()).isEqualTo(Notice.Way.STAY);
        assertThat(notice.sentence()).isEqualTo("smol still runs; stop it first.");
    }
}
