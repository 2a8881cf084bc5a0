using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Figures.Editing;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Templates;
using Portal.Tests.Support;

namespace Portal.Tests.Figures.Sheets;

/// <summary>The community's sheet of October with the shipped form, and how it is filled in by template.</summary>
internal static class TemplateSheets
{
    public static readonly Actor Clerk = Actors.Of("clerk", Role.Clerk, SampleData.DistrictId);

    public static SheetKey Key { get; } = new("community-service", SampleData.Community, new(2014, 10, 1));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<TestDatabase> CreateAsync(DatabaseKind? kind = null)
    {
        var database = await TestDatabase.CreateSeededAsync(kind ?? TestStore.Usual);
        Assert.Empty(await database.Get<FormWriter>().InstallAsync(Actor.System, new(2013, 1, 1), lastMonth: null, Token));
        return database;
    }

    public static async Task<SheetView> ViewAsync(this TestDatabase database, SheetKey? key = null) =>
        (await database.Get<SheetReader>().OpenAsync(Clerk, key ?? Key, Token))!;

    public static Task<TemplateContent> ReadAsync(this TemplateBook book, SheetView view) =>
        SheetTemplate.ReadAsync(new MemoryStream(book.Bytes), view, Names, Token);

    /// <summary>Names each code after itself.</summary>
    public static SheetTemplateNames Names { get; } = new(code => $"<{code}>", code => $"<{code}>");

    /// <summary>A month without contradictions: every cell of the form.</summary>
    public static IReadOnlyList<(string Code, object Value)> Month(FormDefinition definition) =>
        [.. definition.Cells.Select((cell, i) => (cell.Code, Value(cell, i)))];

    private static object Value(FormCell cell, int i) =>
        (cell.Column?.Code ?? cell.Row.Code) switch
        {
            "accepted" => i % 5 == 0 ? "1,0" + (10 + (i / 6)) : 1000 + (i / 6), // some as text with separators
            "closed" => 900,
            "onTheSpot" => "７００",
            "overdue" => "0",
            "withdrawn" => "不适用",
            "notAccepted" => 0,
            "closedInMonth" => 10_800,
            "due" or "timed" => 100,
            "usedDays" => 12.5,
            "statutoryDays" => 500,
            "openOverdue" => 0,
            _ => 3,
        };

    /// <summary>Reads a template and saves its values.</summary>
    public static async Task<SaveResult> UploadAsync(this TestDatabase database, TemplateBook book)
    {
        var view = await database.ViewAsync();
        var content = await book.ReadAsync(view);
        Assert.Empty(content.Problems);
        return await database.Get<ISheetEntry>().SaveAsync(Clerk, Key, content.Inputs(view), EntryOrigin.Uploaded, Token).DoneAsync();
    }
}
