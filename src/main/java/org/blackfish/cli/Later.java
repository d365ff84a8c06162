package org.blackfish.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Unmatched;

/** A command that the Python Blackfish has and we not yet: it says so, whatever follows it. */
abstract class Later implements Callable<Integer> {
    private final String what;

    @Unmatched
    final List<String> whatever = new ArrayList<>();

    Later(String what) {
        this.what = what;
    }

    @Override
    public Integer call() {
        throw Failure.refused(what + " with a later version.");
    }
}
