package org.blackfish.web;

import java.util.List;

/** The operations on one kind of thing; {@code id} is an anchor. */
public record ApiArea(String name, String id, String description, List<ApiOperation> operations) {}
