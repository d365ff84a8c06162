package org.blackfish.web;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.blackfish.problem.InvalidInput;
import org.blackfish.tier.Finding;
import org.blackfish.tier.Partition;
import org.blackfish.tier.Tier;
import org.blackfish.tier.TierEdit;
import org.blackfish.tier.TierFile;
import org.blackfish.tier.TierParser;
import org.blackfish.tier.TierReading;
import org.blackfish.tier.TierSplicer;
import org.jspecify.annotations.Nullable;

/** A tier file while it is edited, as text and as table; a change of the one is a change of the other. */
public class TierDraft implements Serializable {
    private static final long serialVersionUID = 1L;

    private String yaml;
    private transient TierReading reading;
    private @Nullable String repo;
    private @Nullable String prescribed;

    TierDraft(String yaml) {
        this.yaml = yaml;
        this.reading = read(yaml);
    }

    private static TierReading read(String yaml) {
        return TierParser.parse(yaml.getBytes(StandardCharsets.UTF_8));
    }

    public String getYaml() {
        return yaml;
    }

    /** Browsers send every line break as CR LF; the text keeps those that it has. */
    public void setYaml(@Nullable String typed) {
        String text = typed == null ? "" : typed;
        if (!plain(text).equals(plain(yaml))) {
            replace(yaml.contains("\r\n") ? text : plain(text));
        }
    }

    void replace(String text) {
        yaml = text;
        reading = read(text);
    }

    private static String plain(String text) {
        return text.replace("\r\n", "\n");
    }

    public List<Finding> findings() {
        return reading.findings();
    }

    /** The tiers, null while the text has errors. */
    public @Nullable TierFile file() {
        return reading.file();
    }

    TierFile goodFile() {
        TierFile file = reading.file();
        if (file == null) {
            throw new InvalidInput("yaml", "Mend the errors in the YAML first.");
        }
        return file;
    }

    public List<Partition> partitions() {
        TierFile file = reading.file();
        return file == null ? List.of() : file.partitions();
    }

    void make(TierEdit edit) {
        replace(TierSplicer.apply(yaml, edit));
    }

    /** Puts a form's tier where it belongs: over the one that it was filled from, else behind the others. */
    void put(TierForm form) {
        Tier tier = form.tier();
        String partition = form.partition();
        if (form.original() != null) {
            make(new TierEdit.SetTier(partition, form.original(), tier));
        } else if (goodFile().partitions().stream().anyMatch(one -> one.name().equals(partition))) {
            make(new TierEdit.AddTier(partition, tier));
        } else if (partition.isEmpty()) {
            throw new InvalidInput("tier_partition", "Name the Slurm partition that the tier belongs to.");
        } else {
            make(new TierEdit.AddPartition(partition, tier));
        }
    }

    void prescribe() {
        if (repo == null || prescribed == null) {
            throw new InvalidInput("model_repo", "Name a repository, and the tier that it shall get.");
        }
        make(new TierEdit.SetModel(repo.strip(), prescribed));
        repo = null;
    }

    /** Every tier as {@code partition.tier}, to be prescribed. */
    public List<String> places() {
        return partitions().stream()
                .flatMap(partition -> partition.tiers().stream().map(tier -> partition.name() + "." + tier.name()))
                .toList();
    }

    /** The repositories that have a tier of their own. */
    public List<String> repos() {
        TierFile file = reading.file();
        return file == null ? List.of() : List.copyOf(file.models().keySet());
    }

    public @Nullable String getRepo() {
        return repo;
    }

    public void setRepo(@Nullable String repo) {
        this.repo = repo;
    }

    public @Nullable String getPrescribed() {
        return prescribed;
    }

    public void setPrescribed(@Nullable String prescribed) {
        this.prescribed = prescribed;
    }
}
