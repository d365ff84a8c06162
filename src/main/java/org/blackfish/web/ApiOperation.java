package org.blackfish.web;

import java.util.List;

/**
 * One operation of the interface as its page shows it.
 *
 * @param call a line for a shell that does what the example says
 * @param answers status and meaning, the one without trouble first
 */
public record ApiOperation(
        String id,
        String method,
        String path,
        String summary,
        String description,
        List<ApiField> fields,
        String call,
        List<String> answers) {}
