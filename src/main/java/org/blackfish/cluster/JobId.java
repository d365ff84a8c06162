package org.blackfish.cluster;

import java.util.regex.Pattern;

/** Slurm's number of a job, a plain decimal; alone it proves nothing, because clusters use numbers again. */
public record JobId(String value) {
    private static final Pattern DECIMAL = Pattern.compile("[1-9][0-9]{0,17}");

    public JobId {
        if (!DECIMAL.matcher(value).matches()) {
            throw new IllegalArgumentException("\"" + value + "\" is not a job number");
        }
    }

    /** Whether {@link JobId} would accept this text. */
    static boolean accepts(String text) {
        return DECIMAL.matcher(text).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
