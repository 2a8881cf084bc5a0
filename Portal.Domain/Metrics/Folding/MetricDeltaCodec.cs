using System.Buffers;
using Portal.Domain.Metrics.Cells;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;

namespace Portal.Domain.Metrics.Folding;

/// <summary>Encodes changes of figures as bytes: 10,000 changes of one outbox row take some hundred kilobytes.</summary>
/// <remarks>
/// A change is encoded as its place in variable-length integers, a bit mask of the measures that are not zero, and those measures,
/// zigzag-coded. The first byte is the format's version, because a newer release may fold an outbox that an older one wrote.
/// </remarks>
public static class MetricDeltaCodec
{
    private const byte Version = 1;

    public static byte[] Encode(IEnumerable<MetricChange> changes)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        buffer.Write([Version]);
        Span<long> values = stackalloc long[MeasureColumns.Count];
        foreach (var (place, measures) in changes)
        {
            buffer.Write([(byte)place.Stream, (byte)place.Basis, (byte)place.Channel]);
            WriteUnsigned(buffer, (ulong)place.UnitId);
            WriteUnsigned(buffer, (ulong)place.Day.DayNumber);
            WriteUnsigned(buffer, (ulong)place.ItemId);
            WriteUnsigned(buffer, (ulong)place.DepartmentId);
            MeasureColumns.Write(measures, values);
            ulong mask = 0;
            for (var i = 0; i < values.Length; i++)
                mask |= values[i] == 0 ? 0 : 1UL << i;
            WriteUnsigned(buffer, mask);
            foreach (var value in values)
            {
                if (value != 0)
                    WriteUnsigned(buffer, Varints.Zigzag(value));
            }
        }
        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are not what <see cref="Encode"/> writes.</exception>
    public static IEnumerable<MetricChange> Decode(byte[] payload)
    {
        if (payload.Length == 0 || payload[0] != Version)
            throw new InvalidDataException("The delta has an unknown format version.");
        for (var at = 1; at < payload.Length; )
            yield return DecodeOne(payload, ref at);
    }

    private static MetricChange DecodeOne(byte[] bytes, ref int at)
    {
        if (at + 3 > bytes.Length)
            throw new InvalidDataException("The delta is truncated.");
        var (stream, basis, channel) = ((RecordStream)bytes[at], (CellBasis)bytes[at + 1], (Channel)bytes[at + 2]);
        at += 3;
        var unit = (int)Varints.Read(bytes, ref at);
        var day = DateOnly.FromDayNumber((int)Varints.Read(bytes, ref at));
        var item = (int)Varints.Read(bytes, ref at);
        var department = (int)Varints.Read(bytes, ref at);
        var mask = Varints.Read(bytes, ref at);
        Span<long> values = stackalloc long[MeasureColumns.Count];
        for (var i = 0; i < values.Length; i++)
        {
            if ((mask & (1UL << i)) == 0)
                continue;
            values[i] = Varints.Unzigzag(Varints.Read(bytes, ref at));
        }
        return new(new(stream, basis, unit, day, item, department, channel), MeasureColumns.Read(values));
    }

    private static void WriteUnsigned(ArrayBufferWriter<byte> buffer, ulong value) =>
        buffer.Advance(Varints.Write(buffer.GetSpan(Varints.Longest), value));
}
