package org.gotask.mesos.libprocess;

import java.util.Map;

/**
 * A plain HTTP request to a messenger's port. Pages are read-only, so a body is discarded.
 *
 * @param method {@code GET} or {@code HEAD}
 * @param path the decoded path, without the query
 * @param query the raw query, empty if there is none
 * @param headers by lower-case name; the last value of a repeated header
 */
public record HttpRequest(String method, String path, String query, Map<String, String> headers) {}
