package org.blackfish.web;

import java.io.Serializable;
import java.util.Locale;
import java.util.Objects;
import org.blackfish.problem.InvalidInput;
import org.blackfish.tier.Tier;
import org.jspecify.annotations.Nullable;

/** The inputs for one tier; {@code original} is the name of the tier that is changed, null for a new one. */
public class TierForm implements Serializable {
    private static final long serialVersionUID = 1L;

    private final @Nullable String original;
    private @Nullable String partition;
    private @Nullable String name;
    private @Nullable String description;
    private @Nullable String size;
    private @Nullable Integer gpuCount = 1;
    private @Nullable String gpuType;
    private @Nullable Integer cpuCores = 4;
    private @Nullable Integer memoryGb = 16;
    private @Nullable String constraint;
    private @Nullable String gres;

    /** For a new tier. */
    TierForm(String partition) {
        this.original = null;
        this.partition = partition;
    }

    TierForm(String partition, Tier tier) {
        this.original = tier.name();
        this.partition = partition;
        this.name = tier.name();
        this.description = tier.description();
        this.size = tier.maxModelSizeGb() == null ? null : number(tier.maxModelSizeGb());
        this.gpuCount = tier.gpuCount();
        this.gpuType = tier.gpuType();
        this.cpuCores = tier.cpuCores();
        this.memoryGb = tier.memoryGb();
        this.constraint = tier.constraint();
        this.gres = tier.gres();
    }

    /** What the inputs say; {@link InvalidInput} on the field that is none. The rest is checked with the file. */
    Tier tier() {
        return new Tier(
                text("tier_name", name, "Give the tier a name, such as Small."),
                text("description", description, "Say in a sentence what the tier is for."),
                size(),
                whole("gpu_count", gpuCount),
                gpuType,
                whole("cpu_cores", cpuCores),
                whole("memory_gb", memoryGb),
                constraint,
                gres);
    }

    private @Nullable Double size() {
        if (size == null) {
            return null;
        }
        String word = size.strip().replace(',', '.');
        if (!word.matches("\\d{1,9}(\\.\\d{1,9})?") || Double.parseDouble(word) <= 0) {
            throw new InvalidInput(
                    "max_model_size_gb",
                    "The size is \"" + size + "\"; give decimal GB such as 16 or 0.5, or nothing for no limit.");
        }
        return Double.valueOf(word);
    }

    private static String text(String field, @Nullable String value, String remedy) {
        if (value == null || value.isBlank()) {
            throw new InvalidInput(field, remedy);
        }
        return value.strip();
    }

    private static int whole(String field, @Nullable Integer value) {
        if (value == null) {
            throw new InvalidInput(field, "Give a whole number.");
        }
        return value;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : String.valueOf(value);
    }

    public @Nullable String original() {
        return original;
    }

    String partition() {
        return Objects.requireNonNullElse(partition, "").strip();
    }

    public @Nullable String getPartition() {
        return partition;
    }

    public void setPartition(@Nullable String partition) {
        this.partition = partition;
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    public @Nullable String getDescription() {
        return description;
    }

    public void setDescription(@Nullable String description) {
        this.description = description;
    }

    public @Nullable String getSize() {
        return size;
    }

    public void setSize(@Nullable String size) {
        this.size = size;
    }

    public @Nullable Integer getGpuCount() {
        return gpuCount;
    }

    public void setGpuCount(@Nullable Integer gpuCount) {
        this.gpuCount = gpuCount;
    }

    public @Nullable String getGpuType() {
        return gpuType;
    }

    public void setGpuType(@Nullable String gpuType) {
        this.gpuType = gpuType;
    }

    public @Nullable Integer getCpuCores() {
        return cpuCores;
    }

    public void setCpuCores(@Nullable Integer cpuCores) {
        this.cpuCores = cpuCores;
    }

    public @Nullable Integer getMemoryGb() {
        return memoryGb;
    }

    public void setMemoryGb(@Nullable Integer memoryGb) {
        this.memoryGb = memoryGb;
    }

    public @Nullable String getConstraint() {
        return constraint;
    }

    public void setConstraint(@Nullable String constraint) {
        this.constraint = constraint;
    }

    public @Nullable String getGres() {
        return gres;
    }

    public void setGres(@Nullable String gres) {
        this.gres = gres;
    }
}
