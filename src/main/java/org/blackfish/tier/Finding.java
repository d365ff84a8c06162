package org.blackfish.tier;

/** Something wrong or odd in a tier file; line and column count from 1, and are 0 when no place can be named. */
public record Finding(Level level, int line, int column, String sentence) {
    /** An error keeps the file out of force, a warning does not. */
    public enum Level {
        ERROR,
        WARNING
    }

    public boolean isError() {
        return level == Level.ERROR;
    }
}
