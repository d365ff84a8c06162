package org.blackfish.cache;

import java.nio.file.Path;

/**
 * One entry with something wrong.
 *
 * @param detail owner and mode, or what is missing
 * @param ours whether it belongs to the account that we run as, which alone may mend it
 */
public record Finding(Trouble trouble, Path path, String detail, long bytes, boolean ours) {}
