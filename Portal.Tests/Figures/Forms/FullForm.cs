using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Records;
using Portal.Tests.Support;

namespace Portal.Tests.Figures.Forms;

/// <summary>Forms and actors that tests of figures share.</summary>
internal static class FullForm
{
    /// <summary>
    /// A form of streets and communities with all measures of a stream; a cell's code is its measure's name.
    /// </summary>
    public const string Code = "full";

    public static readonly DateOnly October = new(2014, 10, 1);

    public static readonly Actor Community = Author("community", SampleData.CommunityId);
    public static readonly Actor Street = Author("street", SampleData.StreetId);
    public static readonly Actor Office = Author("office", SampleData.DistrictId);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static Actor Author(string name, int unitId) => Actors.Of(name, Role.Clerk, unitId);

    public static SheetKey Key(string unit = SampleData.Community, DateOnly? month = null) => new(Code, unit, month ?? October);

    public static FormDefinition FullDefinition() =>
        new(
            new("全部指标", "Everything"),
            [new("all", new("指标", "Indicators"), [.. Enum.GetValues<FigureMeasure>().Select(Row)], [])],
            []
        );

    /// <summary>A database with units, items, calendar and the form <see cref="Code"/> for both streams' questions.</summary>
    public static async Task AddFullFormAsync(
        this TestDatabase database,
        RecordStream? stream = RecordStream.Cases,
        FormDefinition? definition = null
    )
    {
        await using var db = database.Open();
        db.FigureForms.Add(
            new()
            {
                Code = FullForm.Code,
                Kinds = UnitKinds.Street | UnitKinds.Community,
                Stream = stream,
                FirstMonth = new(2013, 1, 1),
                Versions =
                {
                    new()
                    {
                        FromMonth = new(2013, 1, 1),
                        Definition = FormJson.Write(definition ?? FullDefinition()),
                        WrittenBy = "test",
                    },
                },
            }
        );
        await db.SaveChangesAsync(Token);
        await db.ReferenceStates.ExecuteUpdateAsync(s => s.SetProperty(x => x.Version, x => x.Version + 1), Token);
    }

    /// <summary>Types values into a sheet, each based on the stored revision.</summary>
    public static async Task<SaveResult> TypeAsync(
        this TestDatabase database,
        Actor author,
        SheetKey key,
        params (string Cell, string Text)[] values
    )
    {
        var view = await database.Get<SheetReader>().OpenAsync(author, key, Token);
        Assert.NotNull(view);
        var inputs = values.Select(v => new CellInput(v.Cell, v.Text, null, view.Cells.GetValueOrDefault(v.Cell)?.Revision ?? 0)).ToList();
        return await database.Get<ISheetEntry>().SaveAsync(author, key, inputs, EntryOrigin.Typed, Token).DoneAsync();
    }

    /// <summary>Submits, and lets street and district approve.</summary>
    public static async Task ApproveAsync(this TestDatabase database, SheetKey key)
    {
        var result = await database.Get<SheetMoves>().SubmitAsync(Office, key, Token).DoneAsync();
        Assert.True(result.Submitted, string.Join('\n', result.Findings));
        for (
            var view = await database.Get<SheetReader>().OpenAsync(Office, key, Token);
            view!.Status == FigureStatus.Submitted;
            view = await database.Get<SheetReader>().OpenAsync(Office, key, Token)
        )
        {
            await database.Get<SheetMoves>().ApproveAsync(Office, key, view.Revision, Token).DoneAsync();
        }
    }

    private static FormLine Row(FigureMeasure measure) =>
        new(Name(measure), new(measure.ToString(), measure.ToString()))
        {
            Traits = new()
            {
                Measure = measure,
                Required = false,
                Decimals = measure is FigureMeasure.UsedDays or FigureMeasure.StatutoryDays ? 4 : 0,
                MayNotApply = true,
            },
        };

    /// <summary>The cell of a measure in the form <see cref="Code"/>.</summary>
    public static string Name(FigureMeasure measure) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(measure.ToString());
}
