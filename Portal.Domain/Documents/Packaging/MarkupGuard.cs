using System.Xml;

namespace Portal.Domain.Documents.Packaging;

/// <summary>
/// Looks XML from outside through before a library reads it. What a library would keep in memory whole, or descend into by calling
/// itself, is bounded here: the depth of elements, the length of one text or attribute, and the number of different names.
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

    private readonly BudgetStream _content;
    private readonly CancellationToken _cancellation;
    private int _nodes;

    /// <param name="content">One part, unpacked; closed with the guard.</param>
    public MarkupGuard(Stream content, CancellationToken cancellation)
    {
        (_content, _cancellation) = (new(content), cancellation);
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

    /// <summary>At the present node. Only <see cref="Read"/> moves it on.</summary>
    public XmlReader Reader { get; }

    /// <summary>Goes to the next node.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="XmlException">It is no XML, or has a document type.</exception>
    /// <exception cref="MarkupRefusedException">It is XML that no Office program writes.</exception>
    public bool Read()
    {
        if (_nodes++ % NodesBetweenChecks == 0)
            _cancellation.ThrowIfCancellationRequested();
        _content.Refill();
        if (!Reader.Read())
            return false;
        return Reader.Depth <= MostDepth ? true : throw new MarkupRefusedException();
    }

    public void Dispose()
    {
        Reader.Dispose();
        _content.Dispose();
    }

    /// <summary>Ends the reading where one node takes too many bytes: a reader gathers a node before it says that there is one.</summary>
    private sealed class BudgetStream(Stream content) : Stream
    {
        private int _left = MostBytesAtOnce; // the reader begins to read when it is made

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public void Refill() => _left = MostBytesAtOnce;

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            var read = content.Read(buffer);
            _left -= read;
            return _left >= 0 ? read : throw new MarkupRefusedException();
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

    /// <summary>A reader keeps every name that it meets until it is disposed.</summary>
    private sealed class BoundedNames : NameTable
    {
        private int _count;

        public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? Counted(base.Add(key, start, len));

        public override string Add(string key) => Get(key) ?? Counted(base.Add(key));

        private string Counted(string name) => ++_count <= MostNames ? name : throw new MarkupRefusedException();
    }
}

/// <summary>XML that would take more memory than its size lets expect.</summary>
internal sealed class MarkupRefusedException() : Exception("The XML is deeper, longer or more varied than Office programs write.");
