using Portal.Domain.Documents.Content;
using Portal.Tests.Demonstration;
using Portal.Tests.Reports;

namespace Portal.Tests.Documents;

public sealed class ReportJsonTests
{
    [Fact]
    public void Document_WrittenAndRead_SaysTheSame()
    {
        var json = ReportJson.Write(ReportSamples.Document);
        var read = ReportJson.Read(json);

        Assert.Equal(json, ReportJson.Write(read));
        Assert.Equal(ReportSamples.Document.Title, read.Title);
        Assert.Equal(ReportSamples.Streets.Rows.SelectMany(r => r.Cells), read.Table("streets").Rows.SelectMany(r => r.Cells));
        Assert.Equal(ReportSamples.Streets.Columns, read.Table("streets").Columns);
        Assert.Equal(ReportSamples.Document.Charts.Select(c => c.Code), read.Charts.Select(c => c.Code));
    }
}
