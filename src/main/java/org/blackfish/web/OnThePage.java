package org.blackfish.web;

import java.util.function.Supplier;
import org.blackfish.problem.AccessRefused;
import org.blackfish.problem.UnknownItem;
import org.blackfish.problem.WrongState;

/** What somebody else refuses, such as a hub, leads its reader nowhere else: the page stays and says it. */
final class OnThePage {
    private OnThePage() {}

    static <T> T kept(Supplier<T> asking) {
        try {
            return asking.get();
        } catch (AccessRefused | UnknownItem refused) {
            throw new WrongState("hub", "refusing", "willing", String.valueOf(refused.getMessage()));
        }
    }
}
