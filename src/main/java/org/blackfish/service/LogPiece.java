package org.blackfish.service;

/**
 * Part of a job's log.
 *
 * @param nextOffset byte offset to ask for next
 * @param ended whether the job has ended and this piece reaches the end, so that nothing will follow
 */
public record LogPiece(String text, long nextOffset, boolean ended) {}
