package org.gotask.mesos.zookeeper;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.gotask.mesos.proto.Address;
import org.gotask.mesos.proto.MasterInfo;

/**
 * A master as JSON with the field names of the protobuf message, as Mesos writes it into ZooKeeper. Only the id,
 * version and address are read; other fields are skipped. Stateless.
 */
final class MasterInfoJson {

    /** The maximum of ZooKeeper; a real one has less than a kilobyte. */
    private static final int LONGEST_BYTES = 1 << 20;

    private static final int DEEPEST = 50;
    private static final int MOST_DIGITS = 10;

    private MasterInfoJson() {}

    /**
     * Reads a master; id, ip and port may be missing, because other fields contain the address as well.
     *
     * @throws MalformedMasterException if the bytes are not a JSON object, or a field has a wrong type
     */
    static MasterInfo read(byte[] data) throws MalformedMasterException {
        if (data.length > LONGEST_BYTES) {
            throw new MalformedMasterException(
                    "it is too long: lengthBytes=" + data.length + ", maxBytes=" + LONGEST_BYTES);
        }
        MasterInfo.Builder info = MasterInfo.newBuilder().setId("").setIp(0).setPort(0);
        try (JsonReader json = reader(data)) {
            if (json.peek() != JsonToken.BEGIN_OBJECT) {
                throw new MalformedMasterException("it is not a JSON object");
            }
            json.beginObject();
            while (json.hasNext()) {
                String name = json.nextName();
                switch (name) {
                    case "id" -> info.setId(text(json, name));
                    case "ip" -> info.setIp((int) number(json, name, 0xffff_ffffL));
                    case "port" -> info.setPort((int) number(json, name, 0xffff));
                    case "pid" -> info.setPid(text(json, name));
                    case "hostname" -> info.setHostname(text(json, name));
                    case "version" -> info.setVersion(text(json, name));
                    case "address" -> info.setAddress(address(json));
                    default -> json.skipValue();
                }
            }
            json.endObject();
        } catch (IOException e) {
            throw new MalformedMasterException("it is malformed JSON", e);
        }
        return info.build();
    }

    private static JsonReader reader(byte[] data) {
        // this decoder refuses malformed UTF-8, which the default one would replace
        JsonReader json = new JsonReader(
                new InputStreamReader(new ByteArrayInputStream(data), StandardCharsets.UTF_8.newDecoder()));
        json.setStrictness(Strictness.STRICT);
        json.setNestingLimit(DEEPEST);
        return json;
    }

    private static Address.Builder address(JsonReader json) throws IOException, MalformedMasterException {
        if (json.peek() != JsonToken.BEGIN_OBJECT) {
            throw new MalformedMasterException("its address is not an object");
        }
        Address.Builder address = Address.newBuilder().setPort(0);
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            switch (name) {
                case "hostname" -> address.setHostname(text(json, name));
                case "ip" -> address.setIp(text(json, name));
                case "port" -> address.setPort((int) number(json, name, 0xffff));
                default -> json.skipValue();
            }
        }
        json.endObject();
        return address;
    }

    private static String text(JsonReader json, String name) throws IOException, MalformedMasterException {
        if (json.peek() != JsonToken.STRING) {
            throw new MalformedMasterException("its " + name + " is no text");
        }
        return json.nextString();
    }

    private static long number(JsonReader json, String name, long largest)
            throws IOException, MalformedMasterException {
        if (json.peek() == JsonToken.NUMBER) {
            String digits = json.nextString(); // the number as written
            if (digits.length() <= MOST_DIGITS && digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
                long number = Long.parseLong(digits);
                if (number <= largest) {
                    return number;
                }
            }
        }
        throw new MalformedMasterException("its " + name + " is no number from 0 to " + largest);
    }

    /** Writes a master as Mesos does. */
    static byte[] write(MasterInfo info) {
        StringWriter text = new StringWriter();
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginObject();
            if (info.hasAddress()) {
                json.name("address").beginObject();
                json.name("hostname").value(info.getAddress().getHostname());
                json.name("ip").value(info.getAddress().getIp());
                json.name("port").value(info.getAddress().getPort());
                json.endObject();
            }
            json.name("capabilities").beginArray();
            for (MasterInfo.Capability capability : info.getCapabilitiesList()) {
                json.beginObject();
                json.name("type").value(capability.getType().name());
                json.endObject();
            }
            json.endArray();
            json.name("hostname").value(info.getHostname());
            json.name("id").value(info.getId());
            json.name("ip").value(Integer.toUnsignedLong(info.getIp()));
            json.name("pid").value(info.getPid());
            json.name("port").value(info.getPort());
            if (info.hasVersion()) {
                json.name("version").value(info.getVersion());
            }
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
