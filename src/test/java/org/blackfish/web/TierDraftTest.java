package org.blackfish.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.blackfish.problem.InvalidInput;
import org.blackfish.tier.TierFile;
import org.blackfish.tier.TierYaml;
import org.junit.jupiter.api.Test;

class TierDraftTest {
    private static final String YAML =
            TierYaml.render(TierFile.builtIn()).replace("  default:\n    default", "  gpu: # ours\n    default");

    private final TierDraft draft = new TierDraft(YAML);

    private TierForm form(String name) {
        TierForm form = new TierForm("gpu", draft.goodFile().get("gpu", name).tier());
        assertThat(form.original()).isEqualTo(name);
        return form;
    }

    @Test
    void lineBreaksOfABrowserAreNotThoseOfTheFile() {
        draft.setYaml(YAML.replace("\n", "\r\n"));
        assertThat(draft.getYaml()).isEqualTo(YAML);
        draft.setYaml(("# new\n" + YAML).replace("\n", "\r\n"));
        assertThat(draft.getYaml()).isEqualTo("# new\n" + YAML);
        TierDraft windows = new TierDraft(YAML.replace("\n", "\r\n"));
        windows.setYaml(("# new\n" + YAML).replace("\n", "\r\n"));
        assertThat(windows.getYaml()).isEqualTo(("# new\n" + YAML).replace("\n", "\r\n"));
    }

    @Test
    void aFormChangesItsTierAndNothingElse() {
        TierForm form = form("Small");
        form.setCpuCores(12);
        form.setSize("24,5");
        draft.put(form);
        assertThat(draft.getYaml())
                .isEqualTo(YAML.replace("cpu_cores: 4", "cpu_cores: 12")
                        .replace("_gb: 32\n        gpu_c", "_gb: 24.5\n        gpu_c"));
    }

    @Test
    void aNewTierGoesToItsPartitionOrMakesOne() {
        TierForm form = new TierForm("mig");
        form.setName("Slice");
        form.setDescription("For courses");
        draft.put(form);
        assertThat(draft.partitions()).extracting(one -> one.name()).containsExactly("gpu", "mig");
        assertThat(draft.places()).contains("mig.Slice", "gpu.Large");
        draft.setRepo("ns/model");
        draft.setPrescribed("mig.Slice");
        draft.prescribe();
        assertThat(draft.repos()).containsExactly("ns/model");
    }

    @Test
    void whatIsMissingOrWrongIsToldOnItsField() {
        TierForm form = form("Small");
        form.setSize("16GB");
        assertThatThrownBy(() -> draft.put(form))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        wrong -> assertThat(wrong.fields())
                                .containsEntry(
                                        "max_model_size_gb",
                                        "The size is \"16GB\"; give decimal GB such as 16 or 0.5, or nothing for no"
                                                + " limit."));
        form.setSize(null);
        form.setName(" ");
        assertThatThrownBy(() -> draft.put(form)).hasMessage("Give the tier a name, such as Small.");
        form.setName("S");
        form.setMemoryGb(null);
        assertThatThrownBy(() -> draft.put(form)).hasMessage("Give a whole number.");
        TierForm nowhere = new TierForm("");
        nowhere.setName("T");
        nowhere.setDescription("d");
        assertThatThrownBy(() -> draft.put(nowhere)).hasMessage("Name the Slurm partition that the tier belongs to.");
        assertThatThrownBy(draft::prescribe).hasMessage("Name a repository, and the tier that it shall get.");
    }

    @Test
    void aTextWithErrorsHasFindingsAndNoTable() {
        draft.setYaml("partitions: {}\n");
        assertThat(draft.partitions()).isEmpty();
        assertThat(draft.places()).isEmpty();
        assertThat(draft.findings()).isNotEmpty();
        assertThatThrownBy(draft::goodFile).hasMessage("Mend the errors in the YAML first.");
    }
}
