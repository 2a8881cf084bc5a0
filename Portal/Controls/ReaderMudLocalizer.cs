using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Portal.Controls;

/// <summary>
/// MudBlazor's own texts (filters, pagers, date pickers, …) in the reader's language; texts without a translation stay as they are.
/// </summary>
internal sealed class ReaderMudLocalizer(IStringLocalizer<MudBlazorText> text) : MudLocalizer
{
    public override LocalizedString this[string key] => text[key];
}
