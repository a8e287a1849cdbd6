package org.gotask.mesos.zookeeper;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.gotask.mesos.proto.Address;
import org.gotask.mesos.proto.MasterInfo;

/**
 * A master as JSON with the field names of the protobuf message, as Mesos writes it into ZooKeeper. Read is what tells who
 * and where the master is; all else is passed over, for newer masters tell more. Stateless.
 */
final class MasterInfoJson {

    /** ZooKeeper itself takes a megabyte at most, and a real one has less than a kilobyte. */
    private static final int LONGEST = 1 << 20;

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(50)
                    .maxNumberLength(40)
                    .maxStringLength(LONGEST)
                    .maxDocumentLength(LONGEST)
                    .build())
            .build();

    private MasterInfoJson() {}

    /**
     * Reads what is there of a master; id, ip and port may be missing, for others tell the address as well.
     *
     * @throws MalformedMasterException if the bytes are no JSON object, or a field has a wrong type
     */
    static MasterInfo read(byte[] data) throws MalformedMasterException {
        MasterInfo.Builder info = MasterInfo.newBuilder().setId("").setIp(0).setPort(0);
        try (JsonParser parser = JSON.createParser(data)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedMasterException("it is no JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "id" -> info.setId(text(parser));
                    case "ip" -> info.setIp((int) number(parser, 0xffff_ffffL));
                    case "port" -> info.setPort((int) number(parser, 0xffff));
                    case "pid" -> info.setPid(text(parser));
                    case "hostname" -> info.setHostname(text(parser));
                    case "version" -> info.setVersion(text(parser));
                    case "address" -> address(parser, info);
                    default -> parser.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new MalformedMasterException("it is no JSON: " + firstLine(e), e);
        }
        return info.build();
    }

    private static void address(JsonParser parser, MasterInfo.Builder info)
            throws IOException, MalformedMasterException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new MalformedMasterException("its address is no object");
        }
        Address.Builder address = Address.newBuilder().setPort(0);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "hostname" -> address.setHostname(text(parser));
                case "ip" -> address.setIp(text(parser));
                case "port" -> address.setPort((int) number(parser, 0xffff));
                default -> parser.skipChildren();
            }
        }
        info.setAddress(address);
    }

    private static String text(JsonParser parser) throws IOException, MalformedMasterException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new MalformedMasterException("its " + parser.currentName() + " is no text");
        }
        return parser.getText();
    }

    private static long number(JsonParser parser, long largest) throws IOException, MalformedMasterException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            try {
                long number = parser.getLongValue();
                if (number >= 0 && number <= largest) {
                    return number;
                }
            } catch (InputCoercionException e) {
                throw new MalformedMasterException("its " + parser.currentName() + " is out of range", e);
            }
        }
        throw new MalformedMasterException("its " + parser.currentName() + " is no number from 0 to " + largest);
    }

    private static String firstLine(IOException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /** Writes a master as Mesos does. */
    static byte[] write(MasterInfo info) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            if (info.hasAddress()) {
                json.writeObjectFieldStart("address");
                json.writeStringField("hostname", info.getAddress().getHostname());
                json.writeStringField("ip", info.getAddress().getIp());
                json.writeNumberField("port", info.getAddress().getPort());
                json.writeEndObject();
            }
            json.writeArrayFieldStart("capabilities");
            for (MasterInfo.Capability capability : info.getCapabilitiesList()) {
                json.writeStartObject();
                json.writeStringField("type", capability.getType().name());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("hostname", info.getHostname());
            json.writeStringField("id", info.getId());
            json.writeNumberField("ip", Integer.toUnsignedLong(info.getIp()));
            json.writeStringField("pid", info.getPid());
            json.writeNumberField("port", info.getPort());
            if (info.hasVersion()) {
                json.writeStringField("version", info.getVersion());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
