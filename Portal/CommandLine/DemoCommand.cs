using System.CommandLine;
using Portal.Domain.Demonstration;
using Portal.Domain.Demonstration.Province;
using Portal.Domain.Demonstration.World;
using Portal.Domain.Shared;

namespace Portal.CommandLine;

/// <summary>
/// <c>demo</c>: fills an empty database with the demonstration's records; accounts are created only when <c>Portal:Demo</c> is on.
/// <c>demo --units N</c> generates a province of that size instead.
/// </summary>
internal static class DemoCommand
{
    private const int MonthsOfCases = 12;

    private static readonly Option<int?> s_units = new("--units")
    {
        Description = "Make a province of so many units instead: cities, districts, departments, streets and communities.",
    };
    private static readonly Option<int> s_items = new("--items")
    {
        Description = "Entries of the province's catalogue.",
        DefaultValueFactory = _ => ProvinceSize.MostItems,
    };
    private static readonly Option<int> s_cases = new("--cases")
    {
        Description = "Cases of the province, over the last twelve months.",
        DefaultValueFactory = _ => 100_000,
    };

    public static Command Create(string[] settings)
    {
        AddRange(s_units, ProvinceSize.FewestUnits, ProvinceSize.MostUnits);
        AddRange(s_items, 1, ProvinceSize.MostItems);
        AddRange(s_cases, 0, int.MaxValue);
        var command = new Command("demo", "Fill an empty database with the demonstration.") { s_units, s_items, s_cases };
        command.SetAction(
            async (parsed, stop) =>
            {
                await using var host = await CommandHost.CreateWithDatabaseAsync(settings, stop);
                using var progress = new ProgressLine<DemonstrationProgress>(p =>
                    p.Total > 0 ? $"{p.Stage}: {p.Done:N0} of {p.Total:N0}" : p.Stage.ToString()
                );
                if (
                    await host.Get<TaijiangDemonstration>().StateAsync(stop) is var state && state == DemonstrationState.Foreign
                    || (parsed.GetValue(s_units) is not null && state != DemonstrationState.Empty)
                )
                {
                    throw new CommandFailure("The database already holds other units; the demonstration needs an empty one.");
                }
                if (parsed.GetValue(s_units) is not { } units)
                    await host.Get<TaijiangDemonstration>().FillAsync(progress, stop);
                else
                    await host.Get<ProvinceDemonstration>().FillAsync(Size(parsed, units, host.Get<DistrictTime>().Today), progress, stop);
                return 0;
            }
        );
        return command;
    }

    private static ProvinceSize Size(ParseResult parsed, int units, DateOnly today) =>
        new(units, parsed.GetValue(s_items), parsed.GetValue(s_cases), today.AddMonths(-MonthsOfCases), today.AddDays(-1))
        {
            Reported = Days.MonthStart(today).AddMonths(-1),
        };

    private static void AddRange<T>(Option<T> option, int least, int most) =>
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<T>() is int number && (number < least || number > most))
                result.AddError($"{option.Name} takes {least:N0} to {most:N0}.");
        });
}
