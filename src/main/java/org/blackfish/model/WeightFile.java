package org.blackfish.model;

/** A file of a snapshot: its path below it with slashes, bytes through links, and whether the link leads anywhere. */
record WeightFile(String path, long size, boolean present) {
    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    boolean atTop() {
        return path.indexOf('/') < 0;
    }
}
