package org.blackfish.cluster;

/** One argument of the container program; some are known only on the node. */
public sealed interface Argument {
    /** Text that the program gets literally, whatever it holds. */
    record Text(String value) implements Argument {
        public Text {
            Checked.text("argument", value);
        }
    }

    /** The port that the job chose on its node. */
    record Port() implements Argument {}

    /** The path of the file with the service's key. */
    record KeyFile() implements Argument {}

    static Argument of(String value) {
        return new Text(value);
    }
}
