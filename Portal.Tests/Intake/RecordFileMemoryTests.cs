using System.Text;
using Portal.Domain.Intake.Files;
using Portal.Domain.Records;
using Portal.Tests.Support;
using static Portal.Tests.Intake.RecordFileSamples;

namespace Portal.Tests.Intake;

/// <summary>Reading needs no more memory for a large file than for a small one.</summary>
[CollectionDefinition(nameof(RecordFileMemoryTests), DisableParallelization = true)]
[Collection(nameof(RecordFileMemoryTests))]
[Needs(Resource.Time)]
public sealed class RecordFileMemoryTests
{
    private const long MostGrowth = 32L << 20;
    private const int Length = 50 << 20;

    [Theory]
    [InlineData(
        FileFormat.Csv,
        "source,caseNo,unitCode,itemCode,acceptedAt\n",
        "center,2014-0000001,350103001,L-7,2014-03-01T09:30:00+08:00\n",
        ""
    )]
    [InlineData(
        FileFormat.NdJson,
        "",
        "{\"source\":\"s\",\"caseNo\":\"2014-0000001\",\"unitCode\":\"350103001\",\"acceptedAt\":\"2014-03-01T09:30:00+08:00\"}\n",
        ""
    )]
    [InlineData(
        FileFormat.Json,
        "[",
        "{\"source\":\"s\",\"caseNo\":\"2014-0000001\",\"unitCode\":\"350103001\",\"acceptedAt\":\"2014-03-01T09:30:00+08:00\"},\n",
        "{}]"
    )]
    public async Task Reading_ALargeFile_KeepsNoneOfIt(FileFormat format, string head, string row, string tail)
    {
        await using var content = new RepeatedStream(head, row, Length / row.Length, tail);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await using var file = await Reader.OpenAsync(content, new(RecordStream.Cases, format), TestContext.Current.CancellationToken);
        var (rows, highest) = (0, 0L);
        await foreach (var read in file.ReadAsync(TestContext.Current.CancellationToken))
        {
            if (++rows % 200_000 == 0)
                highest = Math.Max(highest, GC.GetTotalMemory(forceFullCollection: true) - before);
        }
        Assert.Equal((Length / row.Length) + (tail.Length > 0 ? 1 : 0), rows);
        Assert.InRange(highest, long.MinValue, MostGrowth);
    }

    /// <summary>A text with one row again and again, made as it is read.</summary>
    private sealed class RepeatedStream(string head, string row, int times, string tail) : MemoryStream
    {
        private const int RowsAtOnce = 1_000;

        private readonly byte[] _block = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(row, RowsAtOnce)));
        private readonly int _rowLength = Encoding.UTF8.GetByteCount(row);
        private ReadOnlyMemory<byte> _now = Encoding.UTF8.GetBytes(head);
        private int _left = times;
        private bool _ended;

        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_now.IsEmpty)
                Next();
            var length = Math.Min(buffer.Length, _now.Length);
            _now[..length].CopyTo(buffer);
            _now = _now[length..];
            return ValueTask.FromResult(length);
        }

        private void Next()
        {
            var rows = Math.Min(_left, RowsAtOnce);
            _left -= rows;
            _now = _block.AsMemory(0, rows * _rowLength);
            if (rows > 0 || _ended)
                return;
            _ended = true;
            _now = Encoding.UTF8.GetBytes(tail);
        }
    }
}
