using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Portal.Controls;

/// <summary>MudBlazor's own texts (filters, pagers, date pickers, …) in the reader's language; what we do not translate stays as MudBlazor has it.</summary>
internal sealed class ReaderMudLocalizer(IStringLocalizer<MudBlazorText> text) : MudLocalizer
{
    public override LocalizedString this[string key] => text[key];
}
