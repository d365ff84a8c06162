package org.blackfish.web;

import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.blackfish.problem.WrongState;
import org.blackfish.profile.Admins;
import org.blackfish.profile.Profile;
import org.blackfish.service.TierRehearsal;
import org.blackfish.service.TierScript;
import org.blackfish.tier.Finding;
import org.blackfish.tier.Tier;
import org.blackfish.tier.TierDesk;
import org.blackfish.tier.TierDocument;
import org.blackfish.tier.TierEdit;
import org.blackfish.tier.TierFile;
import org.blackfish.tier.Tiers;
import org.blackfish.tier.Times;
import org.jspecify.annotations.Nullable;

/** The tiers of a site for its admins: edited as table or YAML, tried on the cluster, published, and taken back. */
@Named
@ViewScoped
public class TiersPage implements Serializable {
    private static final long serialVersionUID = 1L;

    // Views live in memory only, so nothing of this is ever written out.
    private final transient Admins admins;
    private final transient Tiers tiers;
    private final transient TierDesk desk;
    private final transient TierRehearsal rehearsal;
    private final transient Notices notices;
    private final transient Profile profile;

    private transient TierDocument opened;
    private transient TierDraft draft;
    private transient @Nullable TierForm form;
    private transient @Nullable TierConflict conflict;
    private transient List<TierScript> scripts = List.of();
    private transient List<TierAnswer> answers = List.of();
    private transient List<TierChange> past = List.of();
    private String doubted = "";
    private @Nullable Integer defaultMinutes;
    private @Nullable Integer maxMinutes;

    @Inject
    TiersPage(Admins admins, Tiers tiers, TierDesk desk, TierRehearsal rehearsal, Notices notices, Shell shell) {
        this.admins = admins;
        this.tiers = tiers;
        this.desk = desk;
        this.rehearsal = rehearsal;
        this.notices = notices;
        this.profile = shell.profile();
        this.opened = TierDocument.absent(profile.cacheDirectory());
        this.draft = new TierDraft("");
    }

    /** Opens the file, and sends away whoever is no admin. */
    public void enter() {
        admins.require(profile);
        open();
    }

    private void open() {
        opened = desk.open(profile);
        past = TierChange.of(desk.history(profile));
        begin(opened.yaml());
    }

    private void begin(String yaml) {
        draft.replace(yaml);
        conflict = null;
        form = null;
        changed();
    }

    /** After every change: what was shown of the draft before it counts no more. */
    public void changed() {
        scripts = List.of();
        answers = List.of();
        TierFile file = draft.file();
        if (file != null) {
            defaultMinutes = file.time().defaultMinutes();
            maxMinutes = file.time().maxMinutes();
        }
    }

    private void make(TierEdit edit) {
        draft.make(edit);
        changed();
    }

    public void edit(String partition, String name) {
        Tier tier = draft.goodFile().get(partition, name).tier();
        form = new TierForm(partition, tier);
    }

    public void add(String partition) {
        form = new TierForm(partition);
    }

    public void put() {
        if (form != null) {
            draft.put(form);
            form = null;
            changed();
        }
    }

    public void cancel() {
        form = null;
    }

    public void removeTier(String partition, String name) {
        make(new TierEdit.RemoveTier(partition, name));
    }

    public void removePartition(String name) {
        make(new TierEdit.RemovePartition(name));
    }

    public void makeDefault(String partition) {
        make(new TierEdit.SetDefault(partition));
    }

    public void setTimes() {
        Times now = draft.goodFile().time();
        make(new TierEdit.SetTime(new Times(
                defaultMinutes == null ? now.defaultMinutes() : defaultMinutes,
                maxMinutes == null ? now.maxMinutes() : maxMinutes)));
    }

    public void prescribe() {
        draft.prescribe();
        changed();
    }

    public void forgetModel(String repo) {
        make(new TierEdit.SetModel(repo, null));
    }

    /** A first draft from what Slurm has. */
    public void propose() {
        begin(rehearsal.proposal(profile));
    }

    /** A first draft from the tiers that are offered without a file. */
    public void startFromDefaults() {
        begin(rehearsal.defaults(profile));
    }

    public void preview() {
        scripts = rehearsal.scripts(profile, draft.goodFile(), null);
    }

    public void test() {
        TierFile file = draft.goodFile();
        answers = rehearsal.test(profile, file, null).stream()
                .map(trial -> TierAnswer.of(trial, file.time().maxMinutes()))
                .toList();
    }

    /** A doubt is told once; who publishes the same text again has read it. */
    public void publish() {
        String yaml = draft.getYaml();
        Optional<String> doubt = yaml.equals(doubted)
                ? Optional.empty()
                : Optional.ofNullable(draft.file()).flatMap(file -> rehearsal.doubt(profile, file));
        if (doubt.isPresent()) {
            doubted = yaml;
            notices.warn(doubt.get() + " Nothing was published; publish again to do so all the same.");
            return;
        }
        put(yaml);
    }

    private void put(String yaml) {
        try {
            String warning = desk.publish(profile, yaml, opened.version(), "published");
            open();
            notices.done(warning == null ? "The tiers are in force." : warning);
        } catch (WrongState state) {
            TierDocument now = desk.open(profile);
            if (now.version().equals(opened.version())) {
                throw state;
            }
            conflict = TierConflict.of(opened.yaml(), yaml, now);
        }
    }

    /** Goes on with both changes, to be looked at and published. */
    public void mergeBoth() {
        if (conflict != null) {
            TierConflict settled = conflict;
            settled.merged().ifPresent(yaml -> goOnWith(settled, yaml));
        }
    }

    /** Goes on with our version, which shall replace theirs. */
    public void keepMine() {
        if (conflict != null) {
            goOnWith(conflict, conflict.mine());
        }
    }

    /** Leaves our changes behind. */
    public void takeTheirs() {
        open();
    }

    /** What was settled with a version that a third admin has replaced meanwhile must be settled with theirs. */
    private void goOnWith(TierConflict settled, String yaml) {
        TierDocument now = desk.open(profile);
        if (!now.version().equals(settled.version())) {
            conflict = TierConflict.of(settled.base(), settled.mine(), now);
            return;
        }
        opened = now;
        begin(yaml);
    }

    public void restore(int number) {
        desk.restore(profile, number, opened.version());
        open();
        notices.done("Version " + number + " is in force again.");
    }

    /** The newest first, as it was when the file was opened. */
    public List<TierChange> history() {
        return past;
    }

    /** What is wrong with the draft; while there is none, with the file, which may be no text at all. */
    public List<Finding> findings() {
        return draft.getYaml().isEmpty() && opened.yaml().isEmpty()
                ? opened.reading().findings()
                : draft.findings();
    }

    /** One sentence when the file as it lies there is not in force. */
    public @Nullable String notice() {
        return tiers.of(profile).notice();
    }

    public boolean isChanged() {
        return !draft.getYaml().equals(opened.yaml());
    }

    /** A tier's limit as a number for people. */
    public String size(Tier tier) {
        Double size = tier.maxModelSizeGb();
        return size == null ? "" : Words.gigabytes(size);
    }

    public TierDocument opened() {
        return opened;
    }

    public TierDraft getDraft() {
        return draft;
    }

    public @Nullable TierForm getForm() {
        return form;
    }

    public @Nullable TierConflict conflict() {
        return conflict;
    }

    public List<TierScript> scripts() {
        return scripts;
    }

    public List<TierAnswer> answers() {
        return answers;
    }

    public @Nullable Integer getDefaultMinutes() {
        return defaultMinutes;
    }

    public void setDefaultMinutes(@Nullable Integer defaultMinutes) {
        this.defaultMinutes = defaultMinutes;
    }

    public @Nullable Integer getMaxMinutes() {
        return maxMinutes;
    }

    public void setMaxMinutes(@Nullable Integer maxMinutes) {
        this.maxMinutes = maxMinutes;
    }
}
