package org.blackfish.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReasonsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Priority; Waiting because other jobs have a higher priority.",
                "Resources; Waiting for enough free resources, next in line.",
                "QOSMaxJobsPerUserLimit; A limit of the quality of service is reached (QOSMaxJobsPerUserLimit).",
                "AssocGrpGRES; A limit of the account or user is reached (AssocGrpGRES).",
                "job requeued in held state; It was requeued and is held until somebody releases it.",
                "SomethingOf2031; SomethingOf2031",
                "None; ''",
                "''; ''",
            })
    void reasonsAreSentencesAndUnknownOnesAreShownAsTheyAre(String code, String sentence) {
        assertThat(Reasons.inWords(code)).isEqualTo(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = "ReqNodeNotAvail, UnavailableNodes:c[1-4]; (UnavailableNodes:c[1-4])")
    void theDetailBehindACodeIsKept(String code, String detail) {
        assertThat(Reasons.inWords(code))
                .startsWith("Nodes that it could use are down, drained or reserved.")
                .endsWith(detail);
    }
}
