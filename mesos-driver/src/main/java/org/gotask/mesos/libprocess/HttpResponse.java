package org.gotask.mesos.libprocess;

import com.google.protobuf.ByteString;
import java.util.Map;

/**
 * The response to a plain HTTP request.
 *
 * @param status for example 200
 * @param headers further headers; Content-Length, Date and, where needed, Connection are set when the response is
 *     written
 * @param body the body, empty for none
 */
public record HttpResponse(int status, Map<String, String> headers, ByteString body) {

    /** 200 with a JSON document. */
    public static HttpResponse json(String document) {
        return new HttpResponse(200, Map.of("Content-Type", "application/json"), ByteString.copyFromUtf8(document));
    }

    /** A status with one line of plain text. */
    public static HttpResponse text(int status, String text) {
        return new HttpResponse(
                status, Map.of("Content-Type", "text/plain; charset=utf-8"), ByteString.copyFromUtf8(text));
    }
}
