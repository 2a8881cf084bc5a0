using System.Globalization;
using System.Xml;

namespace Portal.Domain.Documents.Packaging;

/// <summary>
/// Checks XML from outside before a library reads it. It bounds what a library would keep in memory as a whole or read by recursion: the
/// depth of elements, the length of one text or attribute, and the number of different names.
/// </summary>
internal sealed class MarkupGuard : IDisposable
{
    /// <summary>Levels of elements; Office programs nest fewer than 40.</summary>
    public const int MostDepth = 200;

    /// <summary>Bytes from one element, text, attribute list or comment to the next.</summary>
    public const int MostBytesAtOnce = 2 << 20;

    /// <summary>Different names of elements, attributes and namespaces in one part.</summary>
    public const int MostNames = 10_000;

    private const int NodesBetweenChecks = 1_024;

    private readonly BoundedStream _content;
    private readonly string _part;
    private readonly ReadBudget _budget;
    private readonly long _mostElements;
    private int _nodes;

    /// <param name="content">One part, unpacked; closed with the guard.</param>
    /// <param name="part">Its name in the archive.</param>
    /// <param name="mostElements">Elements of the part.</param>
    public MarkupGuard(Stream content, string part, long mostElements, ReadBudget budget)
    {
        (_content, _part, _mostElements, _budget) = (new(content), part, mostElements, budget);
        Reader = XmlReader.Create(
            _content,
            new()
            {
                DtdProcessing = DtdProcessing.Prohibit, // no entities of any kind
                XmlResolver = null,
                NameTable = new BoundedNames(),
                CloseInput = true,
            }
        );
    }

    /// <summary>Positioned at the present node. Only <see cref="Read"/> moves it.</summary>
    public XmlReader Reader { get; }

    /// <summary>Elements up to the present node.</summary>
    public long Elements { get; private set; }

    /// <summary>Bytes read so far.</summary>
    public long Bytes => _content.Bytes;

    /// <summary>Goes to the next node.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="MarkupRefusedException">It is no XML, has a document type, or is XML that no Office program writes.</exception>
    /// <exception cref="ReadBudgetSpentException">Reading it takes too much work.</exception>
    public bool Read()
    {
        if (_nodes++ % NodesBetweenChecks == 0)
            _budget.Check();
        _content.Refill();
        try
        {
            if (!Reader.Read())
                return false;
        }
        catch (XmlException broken)
        {
            throw new MarkupRefusedException(MarkupFault.Malformed, _part, Line(Math.Max(broken.LineNumber, PresentLine)), broken);
        }
        catch (TooMuchException)
        {
            throw Refused(MarkupFault.Excessive);
        }
        if (Reader.NodeType == XmlNodeType.Element && ++Elements > _mostElements)
            throw Refused(MarkupFault.Excessive);
        return Reader.Depth <= MostDepth ? true : throw Refused(MarkupFault.Excessive);
    }

    /// <summary>Refuses the part at the present node.</summary>
    /// <param name="at">What the part calls the place; the line when empty.</param>
    public MarkupRefusedException Refused(MarkupFault fault, string at = "") => new(fault, _part, at.Length > 0 ? at : Line(PresentLine));

    public void Dispose()
    {
        Reader.Dispose();
        _content.Dispose();
    }

    private int PresentLine => (Reader as IXmlLineInfo)?.LineNumber ?? 0;

    private static string Line(int number) => number == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"line {number}");

    /// <summary>Ends the reading when one node takes too many bytes: a reader buffers a node before it returns it.</summary>
    private sealed class BoundedStream(Stream content) : Stream
    {
        private int _left = MostBytesAtOnce; // the reader reads already in its constructor

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public long Bytes { get; private set; }

        public void Refill() => _left = MostBytesAtOnce;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = content.Read(buffer);
            _left -= read;
            Bytes += read;
            return _left >= 0 ? read : throw new TooMuchException();
        }

        public override void Flush() => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                content.Dispose();
            base.Dispose(disposing);
        }
    }

    /// <summary>Counts names: a reader keeps every name until it is disposed.</summary>
    private sealed class BoundedNames : NameTable
    {
        private int _count;

        public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? Counted(base.Add(key, start, len));

        public override string Add(string key) => Get(key) ?? Counted(base.Add(key));

        private string Counted(string name) => ++_count <= MostNames ? name : throw new TooMuchException();
    }

    /// <summary>Thrown through the platform's reader, which has no other way to stop.</summary>
    private sealed class TooMuchException() : Exception("A node or the number of names is beyond the limits.");
}
