import { useState } from "preact/hooks";

import type { EmulatorState } from "../api";
import { fill, t } from "../ui/copy";
import { Icon } from "../ui/icon";
import { StateBadge } from "../ui/badge";
import { addImage } from "./emulator-state";
import { texts } from "./copy";

/** What ImportImage made. */
export function ImagesCard({ state }: { state: EmulatorState }) {
  return (
    <section class="emulator-card" aria-label={t(texts.images)}>
      <header class="emulator-card-head">
        <Icon name="cube" />
        <h2>{t(texts.images)}</h2>
        <span class="ui-help">{fill(texts.quota, state.images.length, state.quota)}</span>
      </header>
      {state.images.length === 0 && <p class="emulator-none ui-help">{t(texts.noImages)}</p>}
      <ul>
        {state.images.map((image) => (
          <li key={`${image.account} ${image.id}`} class="emulator-row">
            <code>{image.id}</code>
            <span>{fill(texts.from, image.source)}</span>
            <StateBadge tone={image.seconds_left === null ? "ok" : "warn"}>
              {image.state}{image.seconds_left !== null && ` ${Math.ceil(image.seconds_left)} s`}
            </StateBadge>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What ImportImage can import. */
export function SourcesCard({ state }: { state: EmulatorState }) {
  const [isAdding, add] = useState(false);
  return (
    <section class="emulator-card" aria-label={t(texts.sources)}>
      <header class="emulator-card-head">
        <Icon name="cloud" />
        <h2>{t(texts.sources)}</h2>
        <button
          type="button"
          class="ui-button ui-button-plain emulator-end"
          aria-expanded={isAdding}
          onClick={() => add(!isAdding)}
        >
          <Icon name="plus" />{t(texts.add)}
        </button>
      </header>
      <ul>
        {state.source_images.map((image) => (
          <li key={`${image.id} ${image.region}`} class="emulator-row">
            <code>{image.id}</code>
            <span>{image.region}</span>
            <span class="ui-cut">{image.name}</span>
          </li>
        ))}
      </ul>
      {isAdding && <AddSource onDone={() => add(false)} />}
    </section>
  );
}

function AddSource({ onDone }: { onDone: () => void }) {
  const [image, set] = useState({ id: "", region: "", name: "" });
  const send = async (event: Event) => {
    event.preventDefault();
    const { name, ...required } = image;
    if (await addImage(name ? image : required)) onDone();
  };
  const fields = [
    { key: "id" as const, text: texts.imageId, hint: "img-00000001" },
    { key: "region" as const, text: texts.region, hint: "ap-guangzhou" },
    { key: "name" as const, text: texts.name, hint: t(texts.optional) },
  ];
  return (
    <form class="emulator-inline" onSubmit={(event) => void send(event)}>
      {fields.map(({ key, text, hint }) => (
        <label key={key} class="emulator-field">
          <span class="ui-help">{t(text)}</span>
          <input
            class="ui-input"
            required={key !== "name"}
            placeholder={hint}
            value={image[key]}
            onInput={(event) => set({ ...image, [key]: event.currentTarget.value })}
          />
        </label>
      ))}
      <button type="submit" class="ui-button">{t(texts.add)}</button>
      <button type="button" class="ui-button ui-button-plain" onClick={onDone}>{t(texts.cancel)}</button>
    </form>
  );
}
